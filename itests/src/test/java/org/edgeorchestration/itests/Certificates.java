// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.itests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The files of secure mode, made with openssl as the Go project's scripts do: one authority, one certificate for each address. */
final class Certificates {

    private final Path authority;

    private Certificates(Path authority) {
        this.authority = authority;
    }

    static Certificates in(Path directory) throws IOException {
        Path authority = Files.createDirectories(directory.resolve("authority"));
        openssl(
                "req -x509 -newkey rsa:2048 -nodes -days 30 -subj",
                "/CN=Home Edge CA Root",
                "-keyout",
                authority + "/ca-key.pem",
                "-out",
                authority + "/ca-crt.pem");
        return new Certificates(authority);
    }

    /** A directory with ca-crt.pem, hen-crt.pem and hen-key.pem for a node with that address. */
    Path of(String address) throws IOException {
        Path own = Files.createDirectories(authority.resolveSibling("certs-" + address));
        Path extension = Files.writeString(own.resolve("extension"), "subjectAltName=IP:" + address + "\n");
        openssl(
                "req -newkey rsa:2048 -nodes -subj",
                "/CN=" + address,
                "-keyout",
                own + "/hen-key.pem",
                "-out",
                own + "/hen.csr");
        openssl(
                "x509 -req -days 30 -CAcreateserial -in",
                own + "/hen.csr",
                "-CA",
                authority + "/ca-crt.pem",
                "-CAkey",
                authority + "/ca-key.pem",
                "-extfile",
                extension.toString(),
                "-out",
                own + "/hen-crt.pem");
        Files.copy(authority.resolve("ca-crt.pem"), own.resolve("ca-crt.pem"));
        return own;
    }

    private static void openssl(String words, String... more) {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(Arrays.asList(words.split(" ", -1)));
        command.addAll(List.of(more));
        Command.run(command);
    }
}
