// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.edgeorchestration.itests.Application.Answer;
import org.edgeorchestration.itests.gopeer.GoProfile;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The stand-in for nodes of the Go project, among its own kind: what the other tests believe of it. */
@NeedsLab("openssl")
class GoPeersIT {

    private static final Duration WITHIN = Duration.ofMinutes(2);
    private static final int TIMES = 10;

    private static Path directory;

    @AutoClose
    private static Lab lab;

    private static Path key;

    @BeforeAll
    static void up(@TempDir Path temporary) throws Exception {
        directory = temporary;
        lab = Lab.up(2);
        key = Fleet.keyFile(directory.resolve("key"), "key of the Go project\n");
    }

    @ParameterizedTest
    @EnumSource(GoProfile.class)
    void twoOfAKindServeEachOther(GoProfile profile) throws Exception {
        try (GoNode asked = GoNode.started(profile, lab.host(1), directory, key, "--resources", "none");
                GoNode chosen = GoNode.started(profile, lab.host(2), directory, key)) {
            awaitMet(asked, chosen);

            requests(asked, "busybox", "notified");

            assertThat(asked.told("notified"))
                    .allMatch(told -> told.path("known").asBoolean());
            assertThat(chosen.told("order")).hasSize(TIMES);
            asked.assertUnharmed();
            chosen.assertUnharmed();
        }
    }

    @Test
    void inSecureModeNotificationsWithoutATokenAreSwallowed() throws Exception {
        Certificates certificates = Certificates.in(directory);
        try (GoNode asked = secure(certificates, lab.host(1), "--resources", "none");
                GoNode chosen = secure(certificates, lab.host(2), "--resources", "10 4 3800 1000")) {
            awaitMet(asked, chosen);

            requests(asked, GoNode.TRUSTED_IMAGE, "swallowed");

            assertThat(chosen.told("order")).hasSize(TIMES);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"P1", "P2", "P5"})
    void ofTwoContainersAtOneTimeLaterVersionsTellTheEndUnderOneNumber(GoProfile profile) throws Exception {
        try (GoNode asked = GoNode.started(profile, lab.host(1), directory, key, "--resources", "none");
                GoNode chosen = GoNode.started(profile, lab.host(2), directory, key)) {
            awaitMet(asked, chosen);

            // long enough that the second comes before the first has ended, on a busy machine as well
            asked.application().post(GoNode.request("first", 4_000));
            asked.application().post(GoNode.request("second", 4_000));

            Await.until("both ends", WITHIN, () -> asked.told("notified").count() == 2, chosen::told);
            assertThat(asked.told("notified").map(told -> told.path("service").asLong()))
                    .containsExactlyInAnyOrderElementsOf(profile == GoProfile.P1 ? List.of(1L, 2L) : List.of(2L, 2L));
        }
    }

    private static GoNode secure(Certificates certificates, LabHost host, String... options) throws IOException {
        return GoNode.started(
                GoProfile.P5,
                host,
                directory,
                key,
                "--certificates",
                certificates.of(host.address()).toString(),
                "--whitelist",
                GoNode.TRUSTED_DIGEST,
                options[0],
                options[1]);
    }

    @Test
    void thePeerOfTheSeedEraDiesOfALostAddress() throws Exception {
        try (GoNode asked = GoNode.started(GoProfile.P0, lab.host(1), directory, key)) {
            Await.until("it knows itself", WITHIN, () -> meet(asked, asked), asked::told);

            CapturedPacket probe = CapturedPacket.all().stream()
                    .filter(packet -> packet.from().equals("seed") && !packet.hasAddress())
                    .findFirst()
                    .orElseThrow();
            try (Multicast stranger = new Multicast(lab)) {
                stranger.send(probe.bytes());
            }
            Await.until(
                    "the device without an address",
                    WITHIN,
                    () -> asked.device(probe.deviceId()).isPresent(),
                    asked::told);

            assertThatThrownBy(() -> asked.application().post(GoNode.request("work", 1)))
                    .isInstanceOf(UncheckedIOException.class);

            Await.until("its end", WITHIN, () -> asked.told("died").findAny().isPresent(), asked::told);
        }
    }

    private static void awaitMet(GoNode one, GoNode other) {
        one.awaitAnnounced();
        other.awaitAnnounced();
        Await.until(
                "they meet",
                WITHIN,
                () -> meet(one, other) && meet(other, one),
                () -> one.told() + "\n" + other.told());
    }

    private static boolean meet(GoNode one, GoNode other) {
        return one.device(other.id())
                .filter(device -> !device.path("addresses").isEmpty())
                .isPresent();
    }

    /** One after the other, as such nodes need it: each when the one before has brought its event. */
    private static void requests(GoNode asked, String image, String event) {
        for (int i = 0; i < TIMES; i++) {
            int before = i;
            Await.until(event, WITHIN, () -> asked.told(event).count() == before, asked::told);
            Answer answer = asked.application().post(GoNode.request("work", 1, image));
            assertThat(answer.text("Message")).as(answer.body()).isEqualTo("ERROR_NONE");
        }
        Await.until(event, WITHIN, () -> asked.told(event).count() == TIMES, asked::told);
    }
}
