// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.itests;

import java.util.List;
import java.util.stream.Stream;

/** A host of a {@link Lab}. */
record LabHost(Lab lab, int number) {

    /** The address it has had from the beginning. */
    String address() {
        return address(number);
    }

    private String address(int last) {
        return lab.network() + "." + last;
    }

    /** The words that, before a command, have it run on this host. */
    List<String> wrapper() {
        return Lab.on(number);
    }

    /** Runs a program to its end; gives what it printed. */
    String run(String... words) {
        return Command.run(Stream.concat(wrapper().stream(), Stream.of(words)).toList());
    }

    /** Starts an engine with a few images, if there is none yet; gives the form of {@code DOCKER_HOST}. */
    String docker() {
        return Lab.run("docker", name());
    }

    /** So many of the packets from and to this host get lost from now on; at 100 it is cut off and does not know. */
    void losing(int percent) {
        Lab.run("loss", name(), Integer.toString(percent));
    }

    void unplug() {
        Lab.run("unplug", name());
    }

    void plug() {
        Lab.run("plug", name());
    }

    /** Takes another address; gives it. */
    String readdress(int last) {
        Lab.run("address", name(), Integer.toString(last));
        return address(last);
    }

    private String name() {
        return Integer.toString(number);
    }
}
