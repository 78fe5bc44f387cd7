// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

/** Makes foreign text safe for one line of a log: a service must not be able to forge the node's own lines. Pure. */
final class LogText {
    private static final char LINE_SEPARATOR = '\u2028';
    private static final char PARAGRAPH_SEPARATOR = '\u2029';

    private LogText() {}

    /** The text with every control character and line separator but the tab turned into a space. */
    static String oneLine(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (unsafe(text.charAt(i))) {
                return clean(text);
            }
        }
        return text;
    }

    private static String clean(String text) {
        StringBuilder clean = new StringBuilder(text);
        for (int i = 0; i < clean.length(); i++) {
            if (unsafe(clean.charAt(i))) {
                clean.setCharAt(i, ' ');
            }
        }
        return clean.toString();
    }

    private static boolean unsafe(char c) {
        return (Character.isISOControl(c) && c != '\t') || c == LINE_SEPARATOR || c == PARAGRAPH_SEPARATOR;
    }
}
