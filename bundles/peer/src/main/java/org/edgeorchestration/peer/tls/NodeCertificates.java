// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * The three files of secure mode, as the Go project lays them out (specification, section 7.2): {@code ca-crt.pem}, {@code
 * hen-crt.pem}, {@code hen-key.pem}.
 *
 * @param directory where they are
 */
public record NodeCertificates(Path directory) {
    private static final char[] IN_MEMORY = "in memory only".toCharArray();

    /**
     * For servers and clients alike: shows this node's certificate, trusts those that the fleet's authority has signed.
     *
     * @throws IllegalArgumentException when a file is missing or cannot be used; the message says which and why
     */
    public SSLContext context() {
        Collection<? extends Certificate> authority = certificates("ca-crt.pem");
        Collection<? extends Certificate> own = certificates("hen-crt.pem");
        Path keyFile = directory.resolve("hen-key.pem");
        try {
            KeyStore keys = empty();
            keys.setKeyEntry("node", PemKey.parse(read(keyFile)), IN_MEMORY, own.toArray(new Certificate[0]));
            KeyManagerFactory keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keyManagers.init(keys, IN_MEMORY);
            SSLContext context = SSLContext.getInstance("TLSv1.3");
            context.init(keyManagers.getKeyManagers(), trust(authority).getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(keyFile + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static TrustManagerFactory trust(Collection<? extends Certificate> authority)
            throws GeneralSecurityException {
        KeyStore trusted = empty();
        int number = 0;
        for (Certificate certificate : authority) {
            trusted.setCertificateEntry("authority-" + number++, certificate);
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        return managers;
    }

    private Collection<? extends Certificate> certificates(String name) {
        Path file = directory.resolve(name);
        try {
            Collection<? extends Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(read(file)));
            if (certificates.isEmpty()) {
                throw new IllegalArgumentException(file + " holds no certificate");
            }
            return certificates;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(file + " holds no certificate that can be read: " + e.getMessage(), e);
        }
    }

    private static KeyStore empty() throws GeneralSecurityException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, IN_MEMORY);
            return store;
        } catch (IOException e) {
            throw new GeneralSecurityException("a key store in memory cannot be made", e);
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    file + " cannot be read; secure mode needs it (see tls.directory): " + e, e);
        }
    }
}
