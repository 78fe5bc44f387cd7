// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.edgeorchestration.api.node.KeyStore;
import org.edgeorchestration.api.node.LocalNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

class NodeStartTest {
    private final Set<Object> offered = ConcurrentHashMap.newKeySet();
    private final BundleContext framework = (BundleContext) Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {BundleContext.class}, (context, method, args) -> {
                Object type = args[0];
                offered.add(type);
                return Proxy.newProxyInstance(
                        getClass().getClassLoader(), new Class<?>[] {ServiceRegistration.class}, (self, undo, none) -> {
                            offered.remove(type);
                            return null;
                        });
            });
    private final Machine machine;

    NodeStartTest(@TempDir Path directory) throws IOException {
        machine = new Machine(directory);
    }

    private NodeStart start() {
        return new NodeStart(framework, machine.environment(), new SystemTime());
    }

    @Test
    void offersTheNodeWhileItRuns() throws IOException {
        NodeStart start = start();
        assertThat(offered).containsExactlyInAnyOrder(LocalNode.class, KeyStore.class);
        start.close();
        assertThat(offered).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "var/edge-orchestration/device/orchestration_deviceID.txt, nonsense",
        "etc/edge-orchestration/orchestration_userID.txt, ''"
    })
    void offersNothingOfANodeThatCannotStart(String file, String content) throws IOException {
        Path bad = machine.write(file, content);
        start().close();
        assertThat(offered).isEmpty();
        Files.delete(bad);
        NodeStart next = start();
        assertThat(offered).as("and lets go of the state directory").hasSize(2);
        next.close();
    }

    @Test
    void offersNothingOfASecondNode() throws IOException {
        NodeStart first = start();
        offered.clear();
        start().close();
        assertThat(offered).isEmpty();
        first.close();
    }
}
