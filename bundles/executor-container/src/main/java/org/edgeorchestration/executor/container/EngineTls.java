// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.container;

import com.github.dockerjava.transport.SSLConfig;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * TLS to an engine by the files that Docker's documentation has one make: {@code ca.pem}, {@code cert.pem}, {@code key.pem}.
 * (docker-java's own way needs eight megabytes of another library.) Keys are RSA or EC in PKCS #8, which OpenSSL writes
 * since version 3; older ones: {@code openssl pkcs8 -topk8 -nocrypt -in key.pem}.
 */
final class EngineTls implements SSLConfig {
    private static final String HEADER = "-----BEGIN PRIVATE KEY-----";
    private static final char[] NO_PASSWORD = new char[0];

    private final Path folder;

    EngineTls(Path folder) {
        this.folder = folder;
    }

    @Override
    public SSLContext getSSLContext() {
        try {
            return context();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("the keys for the engine in " + folder + " (DOCKER_CERT_PATH): " + e, e);
        }
    }

    private SSLContext context() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, NO_PASSWORD);
        int number = 0;
        for (Certificate certificate : certificates("ca.pem")) {
            store.setCertificateEntry("ca-" + number++, certificate);
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        Certificate[] chain = certificates("cert.pem").toArray(Certificate[]::new);
        store.setKeyEntry("node", key(chain[0].getPublicKey().getAlgorithm()), NO_PASSWORD, chain);
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, NO_PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private Collection<? extends Certificate> certificates(String file) throws IOException, GeneralSecurityException {
        Collection<? extends Certificate> certificates = CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(folder.resolve(file))));
        if (certificates.isEmpty()) {
            throw new IOException("no certificate in " + file);
        }
        return certificates;
    }

    private PrivateKey key(String algorithm) throws IOException, GeneralSecurityException {
        String pem = Files.readString(folder.resolve("key.pem"), StandardCharsets.US_ASCII);
        int begin = pem.indexOf(HEADER);
        int end = pem.indexOf("-----END", begin + 1);
        if (begin < 0 || end < 0) {
            throw new IOException("key.pem does not hold a PKCS #8 key (" + HEADER + ")");
        }
        byte[] der = Base64.getMimeDecoder().decode(pem.substring(begin + HEADER.length(), end));
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
    }
}
