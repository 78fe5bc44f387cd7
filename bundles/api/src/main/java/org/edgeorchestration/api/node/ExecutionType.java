// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.api.node;

import java.util.regex.Pattern;

/**
 * How a service is run: {@code container}, {@code native}, {@code android}, … An open set: every executor names its own.
 *
 * @param name 1 to 64 characters from {@code [A-Za-z0-9._-]}; compared exactly, as the Go dialect does
 */
public record ExecutionType(String name) implements Comparable<ExecutionType> {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    public static final ExecutionType CONTAINER = new ExecutionType("container");
    public static final ExecutionType NATIVE = new ExecutionType("native");

    public ExecutionType {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "an execution type is 1 to 64 letters, digits, '.', '_' or '-', such as container or native");
        }
    }

    @Override
    public int compareTo(ExecutionType other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
