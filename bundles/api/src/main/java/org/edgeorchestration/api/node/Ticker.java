// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.api.node;

/**
 * The monotonic clock, for durations and deadlines: a jump of the wall clock must not end or prolong anything. One
 * service per framework, from the bundle {@code node}; wall time comes from the {@link java.time.InstantSource} service
 * beside it.
 */
@FunctionalInterface
public interface Ticker {

    /** Nanoseconds since some fixed point; only differences have a meaning, as with {@link System#nanoTime()}. */
    long nanoTime();
}
