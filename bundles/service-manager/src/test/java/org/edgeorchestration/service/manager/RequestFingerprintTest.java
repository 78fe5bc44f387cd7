// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.edgeorchestration.api.node.ExecutionType.CONTAINER;
import static org.edgeorchestration.api.node.ExecutionType.NATIVE;
import static org.edgeorchestration.service.manager.Requests.variant;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.edgeorchestration.api.service.ServiceRequest;
import org.junit.jupiter.api.Test;

class RequestFingerprintTest {
    private static RequestFingerprint of(ServiceRequest request) {
        return RequestFingerprint.of(request);
    }

    @Test
    void isTheSameForTheSameRequestUnderAnyKey() {
        ServiceRequest again = Requests.of("hello-world", variant(CONTAINER, "docker", "run", "hello-world"));
        assertThat(of(again)).isEqualTo(of(Requests.hello()));
        assertThat(of(Requests.keyed("k", again))).isEqualTo(of(again));
    }

    @Test
    void differsWhereRequestsDiffer() {
        ServiceRequest named =
                new ServiceRequest("s", List.of(), true, Optional.of("app"), Optional.empty(), Optional.empty());
        List<ServiceRequest> different = List.of(
                Requests.of("s"),
                Requests.of("t"),
                Requests.of("s", variant(CONTAINER)),
                Requests.of("s", variant(NATIVE)),
                Requests.of("s", variant(CONTAINER, "a", "b")),
                Requests.of("s", variant(CONTAINER, "ab")),
                Requests.of("s", variant(CONTAINER, "a"), variant(CONTAINER, "b")),
                Requests.of("s", variant(CONTAINER, "a", "")),
                Requests.of("s", variant(CONTAINER, "\ud800")),
                Requests.of("s", variant(CONTAINER, "\ud801")),
                Requests.elsewhere(Requests.of("s")),
                Requests.calledBack("http://localhost/a", Requests.of("s")),
                named);
        Stream<RequestFingerprint> prints = different.stream().map(RequestFingerprint::of);
        assertThat(prints.distinct().count()).isEqualTo(different.size());
    }
}
