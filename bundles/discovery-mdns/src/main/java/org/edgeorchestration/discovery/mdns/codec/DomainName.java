// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns.codec;

import java.util.List;
import java.util.stream.Stream;

/**
 * A DNS name as its labels, without the root. Names that differ only in the case of ASCII letters are equal (RFC 4343), therefore
 * this is no record. Characters stand for bytes (ISO 8859-1), so that no name is changed by being read and written.
 */
public final class DomainName {
    /** The most bytes of a name on the wire, lengths and root included (RFC 1035, section 2.3.4). */
    static final int LONGEST = 255;

    private static final int LONGEST_LABEL = 63;

    private final List<String> labels;
    private final String folded;

    /** @throws IllegalArgumentException when a label has not 1 to 63 bytes, or the name more than 255 */
    public DomainName(List<String> labels) {
        this.labels = List.copyOf(labels);
        int length = 1;
        for (String label : this.labels) {
            if (label.isEmpty() || label.length() > LONGEST_LABEL || !hasBytesOnly(label)) {
                throw new IllegalArgumentException("a label has 1 to 63 bytes, but this has " + label.length());
            }
            length += 1 + label.length();
        }
        if (length > LONGEST) {
            throw new IllegalArgumentException("a name has at most 255 bytes, but this has " + length);
        }
        this.folded = fold(String.join("\0", this.labels));
    }

    /** The name with those labels, such as {@code _tcp.local}. */
    public static DomainName of(String dotted) {
        return new DomainName(List.of(dotted.split("\\.", -1)));
    }

    /** That label before this name. */
    public DomainName child(String label) {
        return new DomainName(Stream.concat(Stream.of(label), labels.stream()).toList());
    }

    /** Its labels, the most special first. */
    public List<String> labels() {
        return labels;
    }

    /** The name without its first {@code count} labels. */
    DomainName without(int count) {
        return new DomainName(labels.subList(count, labels.size()));
    }

    /** Whether this is one label before that name. */
    public boolean isChildOf(DomainName parent) {
        return labels.size() == parent.labels.size() + 1 && without(1).equals(parent);
    }

    /** Whether each character stands for a byte. */
    static boolean hasBytesOnly(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 255) {
                return false;
            }
        }
        return true;
    }

    private static String fold(String text) {
        StringBuilder folded = new StringBuilder(text);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                folded.setCharAt(i, (char) (c + ('a' - 'A')));
            }
        }
        return folded.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DomainName that && folded.equals(that.folded);
    }

    @Override
    public int hashCode() {
        return folded.hashCode();
    }

    @Override
    public String toString() {
        return String.join(".", labels) + ".";
    }
}
