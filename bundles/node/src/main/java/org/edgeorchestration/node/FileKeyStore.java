// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.edgeorchestration.api.node.KeyStore;
import org.edgeorchestration.api.node.SharedKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The fleet's key in a file: {@code EDGE_KEY_FILE}, else the first readable of the Go project's two places and the state directory.
 */
final class FileKeyStore implements KeyStore {
    private static final Logger LOG = LoggerFactory.getLogger(FileKeyStore.class);
    private static final int LONGEST = 65_536;
    private static final int KEY_BYTES = 32;

    private final Path file;
    private final Optional<SharedKey> key;

    /** @throws IOException when there is a key file that cannot be used; the message says what to do */
    FileKeyStore(Environment environment, Path state) throws IOException {
        Path early = environment.system("etc/edge-orchestration/orchestration_userID.txt");
        Path shared = environment.system("var/edge-orchestration/user");
        Path late = shared.resolve("orchestration_userID.txt");
        Path own = state.resolve("user").resolve("orchestration_userID.txt");
        Optional<Path> wish = environment.path("EDGE_KEY_FILE");
        List<Path> places =
                wish.map(List::of).orElseGet(() -> Stream.of(early, late, own).toList());
        Optional<Path> found = wish.isPresent()
                ? wish.filter(Files::exists)
                : places.stream().filter(FileKeyStore::readable).findFirst();
        this.file = found.or(() -> wish).orElseGet(() -> StateDirectory.writable(shared) ? late : own);
        this.key = found.isPresent() ? Optional.of(read(file)) : Optional.empty();
        tell();
    }

    @Override
    public Optional<SharedKey> key() {
        return key;
    }

    @Override
    public Path file() {
        return file;
    }

    @Override
    public synchronized Path create() throws IOException {
        byte[] random = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(random);
        NewFile.write(file, Base64.getUrlEncoder().withoutPadding().encodeToString(random), "rw-------");
        LOG.info("A new key is in {}; copy it to the other nodes and start this one again", file);
        return file;
    }

    private static boolean readable(Path place) {
        if (Files.exists(place) && !Files.isReadable(place)) {
            LOG.warn("The key file {} is there, but this user cannot read it", place);
        }
        return Files.isReadable(place);
    }

    private static SharedKey read(Path file) throws IOException {
        byte[] bytes = BoundedFile.bytes(file, LONGEST);
        if (bytes.length == 0) {
            throw new IOException("the key file " + file
                    + " is empty; put the fleet's key there, or remove it and make a key by edge:key-create");
        }
        return new SharedKey(bytes);
    }

    private void tell() throws IOException {
        if (key.isEmpty()) {
            LOG.warn(
                    "No key file: this node runs alone. Copy the key of your fleet to {}, or make one there by"
                            + " edge:key-create, and start the node again",
                    file);
        } else if (open(file)) {
            LOG.warn("Other users can read the key of your fleet: chmod 600 {}", file);
        }
    }

    private static boolean open(Path file) throws IOException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        return permissions.contains(PosixFilePermission.GROUP_READ)
                || permissions.contains(PosixFilePermission.OTHERS_READ);
    }
}
