// SPDX-License-Identifier: Apache-2.0
/** DNS messages as bytes and as records (RFC 1035, RFC 6762); whatever the bytes are, reading them never fails with an exception. */
@NullMarked
package org.edgeorchestration.discovery.mdns.codec;

import org.jspecify.annotations.NullMarked;
