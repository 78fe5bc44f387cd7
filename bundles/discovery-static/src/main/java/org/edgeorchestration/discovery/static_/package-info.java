// SPDX-License-Identifier: Apache-2.0
/** Peers named in configuration, for what multicast does not reach. */
@NullMarked
package org.edgeorchestration.discovery.static_;

import org.jspecify.annotations.NullMarked;
