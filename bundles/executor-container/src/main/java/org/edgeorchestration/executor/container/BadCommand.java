// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.container;

/** A command that cannot be run as it stands; the message is a sentence for the caller that names the word at fault. */
final class BadCommand extends Exception {
    private static final long serialVersionUID = 1;

    BadCommand(String message) {
        super(message);
    }
}
