// SPDX-License-Identifier: Apache-2.0
/** Discovery by multicast DNS: standard DNS-SD and the dialect of the Go project, on one socket. */
@NullMarked
package org.edgeorchestration.discovery.mdns;

import org.jspecify.annotations.NullMarked;
