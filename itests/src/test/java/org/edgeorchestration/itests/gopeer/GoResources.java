// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.itests.gopeer;

/** What the Go project measures of a machine, and its formula (specification, section 4.1). */
record GoResources(double usage, double count, double frequency, double bandwidth) {

    static GoResources of(String text) {
        String[] words = text.split(" ", -1);
        return new GoResources(
                Double.parseDouble(words[0]),
                Double.parseDouble(words[1]),
                Double.parseDouble(words[2]),
                Double.parseDouble(words[3]));
    }

    double score(double roundTripSeconds) {
        double processor = (1 / (5.66 * Math.pow(frequency, -0.66))
                        + 1 / (3.22 * Math.pow(usage, -0.241))
                        + 1 / (4 * Math.pow(count, -0.3)))
                / 3;
        double network = 1 / (8770 * Math.pow(bandwidth, -0.9));
        double rendering = roundTripSeconds <= 0 ? 0 : 0.77 * Math.pow(roundTripSeconds, -0.43);
        return network + processor / 2 + rendering;
    }
}
