// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.itests.gopeer;

/** What tells the versions of the Go project apart on the wire (specification, section 0.3). */
public enum GoProfile {
    /** The seed era: alpha. */
    P0,
    /** baobab. */
    P1,
    /** v1.0.0. */
    P2,
    /** v1.1.0 to v1.1.14. */
    P3,
    /** v1.1.15, v1.1.16. */
    P4,
    /** v1.1.17, v1.2.0. */
    P5;

    static final int EXTERNAL_PORT = 56_001;

    int internalPort() {
        return this == P0 ? EXTERNAL_PORT : 56_002;
    }

    /** Whether bodies between nodes are encrypted. */
    boolean seals(boolean secure) {
        return secure || this == P0 || this == P1;
    }

    String scoreMethod() {
        return this == P5 ? "POST" : "GET";
    }

    boolean keyedTxt() {
        return compareTo(P4) >= 0;
    }

    /** Whether orders name a requester, and their last word is the execution type. */
    boolean namesRequester() {
        return this != P0;
    }

    String pong() {
        return compareTo(P4) >= 0 ? "Pong\n" : "";
    }

    boolean tellsResources() {
        return compareTo(P2) >= 0;
    }

    boolean advertisesAgain() {
        return this != P0;
    }

    /** Whether applications may call from this host only. */
    boolean localCallersOnly() {
        return this != P0;
    }

    boolean knowsSelfSelection() {
        return this != P0;
    }

    /** Whether what a container was ordered with is kept where the next order writes its own (specification, section 5.3). */
    boolean sharesItsExecutor() {
        return compareTo(P2) >= 0;
    }

    /** Whether it sets up its storage at whoever announces a service of that name (specification, section 8.2). */
    boolean looksForStorage() {
        return compareTo(P3) >= 0;
    }

    int leastWords() {
        return this == P0 ? 3 : 2;
    }

    /** Whether the stored addresses of a device become those of a packet (specification, section 3.4, step 7). */
    boolean replacesAddresses(boolean packetHasSome) {
        return this != P1 || packetHasSome;
    }
}
