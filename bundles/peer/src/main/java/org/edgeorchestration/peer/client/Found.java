// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

/**
 * Who answered at an address, and how it is spoken to.
 *
 * @param wire the way to it
 * @param answer what it said of itself
 */
record Found(PeerWire wire, Answer answer) {}
