// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.api.node;

/**
 * Something to be settled before this node stops, such as what others wait to hear. Who has something to settle registers it as a
 * service; the bundle {@code node} asks for it when the framework begins to stop, while every part of the node still works. Those of
 * a higher {@code service.ranking} come first. When only a bundle stops, nobody is asked.
 */
@FunctionalInterface
public interface Farewell {

    /**
     * Settles it. Blocks until that is done, within a limit of its own, since the end of the node waits for it. Nothing is to be begun
     * afterwards. What it throws is logged.
     */
    void beforeStop();
}
