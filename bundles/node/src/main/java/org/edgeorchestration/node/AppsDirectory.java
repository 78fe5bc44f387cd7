// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.node;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.edgeorchestration.api.execution.InstalledService;
import org.jspecify.annotations.Nullable;

/**
 * The directory in which administrators install services, each in a folder {@code <name>/<name>.conf}. Not thread-safe: one watcher
 * looks into it.
 */
final class AppsDirectory {
    static final int MOST_SERVICES = 1_024;

    /**
     * What is installed.
     *
     * @param services by name
     * @param problems what cannot be used, and why: sentences for the log
     */
    record Contents(Map<String, InstalledService> services, Set<String> problems) {}

    /** When two looks at a file show the same stamp, it has not changed. The folder counts because it may hold the program. */
    private record Stamp(long changed, long size, @Nullable Object identity, long folderChanged) {}

    private record Known(Stamp stamp, ServiceConf.Reading reading) {}

    private final Path directory;
    private SortedMap<Path, Known> known = new TreeMap<>();
    private boolean overfull;

    AppsDirectory(Path directory) {
        this.directory = directory;
    }

    /** Looks again; reads only files that are new or have changed. Whether anything is different now. */
    boolean look() {
        SortedMap<Path, Known> found = new TreeMap<>();
        List<Path> folders = folders();
        for (Path folder : folders.subList(0, Math.min(folders.size(), MOST_SERVICES))) {
            Path conf = folder.resolve(folder.getFileName() + ".conf");
            Stamp stamp = stamp(conf, folder);
            if (stamp != null) {
                Known before = known.get(conf);
                found.put(
                        conf,
                        before != null && before.stamp.equals(stamp)
                                ? before
                                : new Known(stamp, ServiceConf.read(conf, folder)));
            }
        }
        boolean different = !found.equals(known);
        known = found;
        overfull = folders.size() > MOST_SERVICES;
        return different;
    }

    /** What the last look found. Of several files with one service name, the first by path counts. */
    Contents contents() {
        Map<String, InstalledService> services = new LinkedHashMap<>();
        Set<String> problems = new HashSet<>();
        known.forEach((conf, file) -> {
            if (file.reading instanceof ServiceConf.Reading.Invalid invalid) {
                problems.add(conf + " is not used: " + invalid.why());
            } else if (file.reading instanceof ServiceConf.Reading.Valid valid) {
                if (services.putIfAbsent(valid.service().name(), valid.service()) != null) {
                    problems.add(conf + " is not used: already registered service name "
                            + valid.service().name());
                } else if (valid.service().allowedRequesters().isEmpty()) {
                    problems.add(conf + " allows nobody to ask for it: add AllowedRequester=* for everybody");
                }
            }
        });
        if (overfull) {
            problems.add(directory + " holds more than " + MOST_SERVICES + " folders: the rest is not used");
        }
        return new Contents(services, problems);
    }

    private List<Path> folders() {
        List<Path> folders = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, Files::isDirectory)) {
            for (Path entry : entries) {
                folders.add(entry);
                if (folders.size() > MOST_SERVICES) {
                    break;
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return List.of(); // the directory is not there (any more): nothing is installed
        }
        return folders;
    }

    private static @Nullable Stamp stamp(Path conf, Path folder) {
        try {
            BasicFileAttributes file = Files.readAttributes(conf, BasicFileAttributes.class);
            return new Stamp(
                    file.lastModifiedTime().toMillis(),
                    file.size(),
                    file.fileKey(),
                    Files.getLastModifiedTime(folder).toMillis());
        } catch (IOException e) {
            return null; // no such file
        }
    }
}
