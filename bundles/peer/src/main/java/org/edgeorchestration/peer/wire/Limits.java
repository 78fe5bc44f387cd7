// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.wire;

/** How much a message may hold. */
public final class Limits {
    /** The largest message but a report, in bytes of JSON. */
    public static final int MAX_MESSAGE = 64 * 1_024;

    /** The largest report, in bytes of JSON. */
    public static final int MAX_REPORT = 256 * 1_024;

    static final int MAX_WORDS = 256;
    static final int MAX_WORD = 8_192;
    static final int MAX_NAME = 256;
    static final int MAX_SENTENCE = 8_192;
    static final int MAX_ADDRESSES = 64;
    static final int MAX_TYPES = 64;
    static final int MAX_SERVICES = 1_024;
    static final int MAX_LINES = 8_192;

    private Limits() {}
}
