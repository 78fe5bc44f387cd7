// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.container;

import com.github.dockerjava.api.model.BindOptions;
import com.github.dockerjava.api.model.BindPropagation;
import com.github.dockerjava.api.model.Driver;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.TmpfsOptions;
import com.github.dockerjava.api.model.VolumeOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The syntax of {@code --volume}, {@code --mount} and {@code --tmpfs}. */
final class Storage {
    private static final Pattern VOLUME_NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]+");
    private static final Set<String> VOLUME_MODES = Set.of(
            "ro",
            "rw",
            "z",
            "Z",
            "nocopy",
            "shared",
            "rshared",
            "slave",
            "rslave",
            "private",
            "rprivate",
            "cached",
            "delegated",
            "consistent",
            "default");
    private static final List<String> MOUNT_KEYS = List.of(
            "type",
            "source",
            "src",
            "target",
            "destination",
            "dst",
            "readonly",
            "ro",
            "consistency",
            "bind-propagation",
            "volume-nocopy",
            "volume-label",
            "volume-driver",
            "volume-opt",
            "tmpfs-size",
            "tmpfs-mode");

    private Storage() {}

    /** One {@code --volume}: {@code [source:]target[:modes]}, kept as it is written. */
    static String volume(String word) throws BadCommand {
        String form = "of the form [source:]target[:modes], such as /data:/data:ro";
        String[] parts = word.split(":", -1);
        Value.require(parts.length <= 3, word, form);
        String target = parts.length == 1 ? parts[0] : parts[1];
        Value.require(target.startsWith("/"), word, form + "; the target is an absolute path");
        Value.require(!target.matches("/+"), word, form + "; the target cannot be /");
        if (parts.length > 1) {
            Value.require(
                    parts[0].startsWith("/") || VOLUME_NAME.matcher(parts[0]).matches(),
                    word,
                    form + "; the source is an absolute path or the name of a volume");
        }
        if (parts.length == 3) {
            for (String mode : parts[2].split(",", -1)) {
                Value.require(VOLUME_MODES.contains(mode), mode, "a mode of a volume, such as ro");
            }
        }
        return word;
    }

    /** One {@code --mount}. */
    static Mount mount(String word) throws BadCommand {
        Csv csv = Csv.parse(word).only(MOUNT_KEYS);
        Mount mount = new Mount().withType(type(csv.get("volume", "type")));
        String target = csv.get("", "target", "destination", "dst");
        Value.require(target.startsWith("/"), word, "a mount with an absolute target=");
        mount.withTarget(target).withReadOnly(Value.flag(csv.get("false", "readonly", "ro")));
        String source = csv.get("", "source", "src");
        if (!source.isEmpty()) {
            mount.withSource(source);
        }
        switch (csv.get("volume", "type").toLowerCase(Locale.ROOT)) {
            case "bind" -> bind(csv, word, source, mount);
            case "tmpfs" -> tmpfs(csv, mount);
            default -> volume(csv, mount);
        }
        return mount;
    }

    /** All {@code --tmpfs}: {@code path[:options]} each. */
    static Map<String, String> tmpfs(List<String> words) throws BadCommand {
        Map<String, String> mounts = new LinkedHashMap<>();
        for (String word : words) {
            int colon = word.indexOf(':');
            String path = colon < 0 ? word : word.substring(0, colon);
            Value.require(path.startsWith("/"), word, "of the form path[:options] with an absolute path");
            mounts.put(path, colon < 0 ? "" : word.substring(colon + 1));
        }
        return mounts;
    }

    private static MountType type(String word) throws BadCommand {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "bind" -> MountType.BIND;
            case "volume" -> MountType.VOLUME;
            case "tmpfs" -> MountType.TMPFS;
            default ->
                throw new BadCommand(
                        "\"" + Value.shortened(word) + "\" is none of the mount types bind, volume, tmpfs");
        };
    }

    private static void bind(Csv csv, String word, String source, Mount mount) throws BadCommand {
        Value.require(source.startsWith("/"), word, "a bind mount with an absolute source=");
        if (csv.has("bind-propagation")) {
            String name = csv.get("", "bind-propagation");
            try {
                mount.withBindOptions(new BindOptions()
                        .withPropagation(BindPropagation.valueOf(
                                name.toUpperCase(Locale.ROOT).replaceFirst("^R(?=PRIVATE|SHARED|SLAVE)", "R_"))));
            } catch (IllegalArgumentException e) {
                throw new BadCommand("\"" + Value.shortened(name) + "\" is not a bind propagation, such as rslave");
            }
        }
    }

    private static void tmpfs(Csv csv, Mount mount) throws BadCommand {
        TmpfsOptions options = new TmpfsOptions();
        if (csv.has("tmpfs-size")) {
            options.withSizeBytes(Value.bytes(csv.get("", "tmpfs-size")));
        }
        if (csv.has("tmpfs-mode")) {
            String mode = csv.get("", "tmpfs-mode");
            Value.require(mode.matches("[0-7]{1,5}"), mode, "a file mode such as 1777");
            options.withMode(Integer.parseInt(mode, 8));
        }
        mount.withTmpfsOptions(options);
    }

    private static void volume(Csv csv, Mount mount) throws BadCommand {
        VolumeOptions options = new VolumeOptions().withNoCopy(Value.flag(csv.get("false", "volume-nocopy")));
        if (csv.has("volume-label")) {
            options.withLabels(Value.LABELS.parser().parse(csv.fields().getOrDefault("volume-label", List.of())));
        }
        if (csv.has("volume-driver") || csv.has("volume-opt")) {
            options.withDriverConfig(new Driver()
                    .withName(csv.get("local", "volume-driver"))
                    .withOptions(Value.PAIRS.parser().parse(csv.fields().getOrDefault("volume-opt", List.of()))));
        }
        mount.withVolumeOptions(options);
    }
}
