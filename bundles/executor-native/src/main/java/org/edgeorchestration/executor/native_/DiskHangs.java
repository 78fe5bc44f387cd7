// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.native_;

/** A disk does not say what is on it, as one whose server is gone: not now, and perhaps never. */
final class DiskHangs extends Exception {
    static final String WHY = "a disk does not answer";

    private static final long serialVersionUID = 1;

    /** Without a stack trace: while a disk hangs, every order meets it. */
    DiskHangs() {
        super(WHY, null, false, false);
    }
}
