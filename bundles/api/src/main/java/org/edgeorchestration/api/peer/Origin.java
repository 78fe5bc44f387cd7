// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.api.peer;

import java.net.InetAddress;
import java.net.URI;
import java.util.Optional;
import org.edgeorchestration.api.node.NodeId;

/**
 * Where an order came from.
 *
 * @param node the node that sent it, where it said so and proved it; nodes of the Go project do not
 * @param address the address it came from
 * @param replyTo where its statuses go: a URI of a scheme that one {@link
 *     org.edgeorchestration.api.service.StatusDelivery StatusDelivery} serves, meaningful to that one only
 * @param hearsRefusals whether a refusal would reach whoever asked; it does not on nodes of the Go project, so their orders are
 *     accepted in any case and may then fail
 */
public record Origin(Optional<NodeId> node, InetAddress address, URI replyTo, boolean hearsRefusals) {}
