// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeCertificatesTest {
    @Test
    void saysWhichFileIsMissing(@TempDir Path directory) {
        assertThatThrownBy(() -> new NodeCertificates(directory).context())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ca-crt.pem")
                .hasMessageContaining("tls.directory");
    }

    @Test
    void saysWhichFileIsNoCertificate(@TempDir Path directory) throws Exception {
        Files.writeString(directory.resolve("ca-crt.pem"), "hello");
        assertThatThrownBy(() -> new NodeCertificates(directory).context())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ca-crt.pem");
    }

    @Property
    void takesNoOtherTextForAKey(@ForAll String text) {
        assertThatThrownBy(() -> PemKey.parse(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(GeneralSecurityException.class);
        String pem = "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----";
        assertThatThrownBy(() -> PemKey.parse(pem.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(GeneralSecurityException.class)
                .satisfies(failure -> assertThat(failure).hasMessageContaining("neither"));
    }
}
