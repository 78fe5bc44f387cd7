// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

/** The wires that nodes speak (specification, section 0.3). */
enum Profile {
    /** A node of this project. */
    JAVA("java"),
    P0("P0"),
    P1("P1"),
    P2("P2"),
    P3("P3"),
    P4("P4"),
    P5("P5");

    private final String word;

    Profile(String word) {
        this.word = word;
    }

    /** Its name for people. */
    String word() {
        return word;
    }

    boolean ours() {
        return this == JAVA;
    }

    /** Whether an order names who asks and ends with its execution type. */
    boolean namesRequesterAndType() {
        return this != P0;
    }

    /** Whether a container whose image or options its engine refuses ends the whole node (specification, section 5.3). */
    boolean diesWithItsContainers() {
        return this == P0 || this == P1;
    }

    /** Whether of two containers at one time it tells the end of one under the number of the other (specification, section 5.3). */
    boolean mixesUpItsContainers() {
        return this != JAVA && this != P0 && this != P1;
    }

    /** Whether it may have a route that tells its resources. */
    boolean mayTellResources() {
        return this != P0;
    }
}
