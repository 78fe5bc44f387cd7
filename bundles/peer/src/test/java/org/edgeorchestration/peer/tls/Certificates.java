// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The files of secure mode, made by the JDK's keytool as the Go project's scripts make them. */
public final class Certificates {
    private static final String PASSWORD = "changeit";
    // The head of a PKCS#8 key of 2048 bits, before the PKCS#1 key in it.
    private static final int PKCS8_HEAD = 26;

    private Certificates() {}

    /** An authority of its own, and a certificate of it for 127.0.0.1, in {@code directory}. */
    public static Path make(Path directory) throws Exception {
        Files.createDirectories(directory);
        pair(directory, "ca", "CN=Home Edge CA Root", "bc:critical=ca:true");
        pair(directory, "node", "CN=node", "san=ip:127.0.0.1");
        keytool(directory, "-exportcert", "-rfc", "-alias", "ca", "-keystore", "ca.p12", "-file", "ca-crt.pem");
        keytool(directory, "-certreq", "-alias", "node", "-keystore", "node.p12", "-file", "node.csr");
        keytool(
                directory,
                "-gencert",
                "-rfc",
                "-alias",
                "ca",
                "-keystore",
                "ca.p12",
                "-infile",
                "node.csr",
                "-ext",
                "san=ip:127.0.0.1",
                "-outfile",
                "hen-crt.pem");
        Files.writeString(directory.resolve("hen-key.pem"), pem("PRIVATE KEY", key(directory)));
        return directory;
    }

    /** Writes the node's key as OpenSSL did before version 3. */
    public static void asPkcs1(Path directory) throws Exception {
        byte[] pkcs8 = key(directory);
        Files.writeString(
                directory.resolve("hen-key.pem"),
                pem("RSA PRIVATE KEY", Arrays.copyOfRange(pkcs8, PKCS8_HEAD, pkcs8.length)));
    }

    private static void pair(Path directory, String alias, String name, String extension) throws Exception {
        keytool(
                directory,
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                "RSA",
                "-keysize",
                "2048",
                "-dname",
                name,
                "-ext",
                extension,
                "-keystore",
                alias + ".p12",
                "-storetype",
                "PKCS12",
                "-validity",
                "2");
    }

    private static byte[] key(Path directory) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(directory.resolve("node.p12"))) {
            store.load(in, PASSWORD.toCharArray());
        }
        Key key = store.getKey("node", PASSWORD.toCharArray());
        return key.getEncoded();
    }

    private static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + label
                + "-----\n";
    }

    private static void keytool(Path directory, String... words) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(words));
        command.addAll(List.of("-storepass", PASSWORD));
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException("keytool: " + said);
        }
    }
}
