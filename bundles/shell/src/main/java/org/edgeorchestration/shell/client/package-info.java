// SPDX-License-Identifier: Apache-2.0
/**
 * The program behind {@code bin/client}. It runs in a Java machine of its own, which it must not keep waiting: JDK only, and
 * where there is a choice, what loads fewer classes.
 */
@NullMarked
package org.edgeorchestration.shell.client;

import org.jspecify.annotations.NullMarked;
