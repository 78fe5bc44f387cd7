// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.container;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of an image as Docker's reference grammar has it: {@code [registry[:port]/]path[:tag][@digest]}, or an image id.
 *
 * @param text the name as it was given
 * @param repository registry and path, without tag and digest
 * @param version the digest where there is one, else the tag, else {@code latest}
 */
record ImageReference(String text, String repository, String version) {
    private static final int MAX_LENGTH = 512;
    private static final String COMPONENT = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";
    private static final String LABEL = "(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])";
    private static final String REGISTRY =
            "(?:" + LABEL + "(?:\\." + LABEL + ")*|\\[(?:[a-fA-F0-9:]+)\\])(?::[0-9]{1,5})?";
    private static final Pattern FORM =
            Pattern.compile("(?<repository>(?:" + REGISTRY + "/)?" + COMPONENT + "(?:/" + COMPONENT
                    + ")*)(?::(?<tag>[\\w][\\w.-]{0,127}))?(?:@(?<digest>[A-Za-z][A-Za-z0-9+._-]*:[0-9a-fA-F]{32,}))?");

    static ImageReference parse(String text) throws BadCommand {
        if (text.startsWith("-")) {
            throw new BadCommand(
                    "\"" + Value.shortened(text) + "\" stands where the image belongs; no image begins with \"-\"");
        }
        Matcher matcher = FORM.matcher(text);
        if (text.length() > MAX_LENGTH || !matcher.matches()) {
            throw new BadCommand("\"" + Value.shortened(text)
                    + "\" is not the name of an image, such as busybox, busybox:1.36 or registry.example:5000/app@sha256:…;"
                    + " names are lower case");
        }
        String digest = matcher.group("digest");
        String tag = matcher.group("tag");
        String version = digest != null ? digest : tag != null ? tag : "latest";
        return new ImageReference(text, matcher.group("repository"), version);
    }

    @Override
    public String toString() {
        return text;
    }
}
