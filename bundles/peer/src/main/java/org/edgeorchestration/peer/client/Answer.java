// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import java.time.Duration;
import java.util.Optional;
import org.edgeorchestration.api.node.Node;
import org.edgeorchestration.api.peer.Load;

/**
 * What a node told of itself in one answer.
 *
 * @param node itself; empty from nodes of the Go project, which are known by their announcements alone
 * @param life changes with each of its starts; empty text where it does not tell
 * @param load how busy it is; empty where it did not say
 * @param roundTrip this answer's, where it measured one
 */
record Answer(Optional<Node> node, String life, Optional<Load> load, Optional<Duration> roundTrip) {}
