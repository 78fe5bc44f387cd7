// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.native_;

import java.util.List;

/**
 * The signs by which the Go project recognises an attempt to smuggle a second command (specification, section 6.6). No
 * shell ever sees the words here, so the check protects only programs that hand their arguments on to one.
 */
final class ShellSyntax {
    /** What must not occur; {@code &&} is covered by {@code &}. */
    static final List<String> SIGNS = List.of(";", "&", "||", "'", "(", ")", "#");

    private ShellSyntax() {}

    /** Whether a sign occurs in the words joined by spaces. */
    static boolean isIn(List<String> words) {
        String joined = String.join(" ", words);
        return SIGNS.stream().anyMatch(joined::contains);
    }
}
