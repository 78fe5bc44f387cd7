// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

/**
 * A time in which a peer did not answer, and after which another may answer in its place. Times are those of a {@link
 * org.edgeorchestration.api.node.Ticker}.
 *
 * @param from when it had last answered
 * @param noticed when it was found not to be there
 * @param to when somebody answered there again; as long as nobody has, not after the present
 */
record Absence(long from, long noticed, long to) {}
