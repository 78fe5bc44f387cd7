// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.api.service;

import java.net.URI;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Carries a status to whoever asked for the execution: one attempt. Implemented by each bundle that speaks a wire (to applications,
 * to peers); called by the service manager, which owns order, patience and bounds.
 */
public interface StatusDelivery {

    /** The schemes of the receivers it reaches, in lower case; always the same. Of several that reach one, the first is used. */
    default Set<String> schemes() {
        return Set.of("http", "https");
    }

    /**
     * Sends {@code status} to {@code receiver} once. Returns at once; never throws.
     *
     * @param receiver an absolute URI of one of its {@link #schemes()}
     * @param status what to report
     * @return completes normally when the receiver acknowledged it (2xx), exceptionally, within 10 seconds, with an
     *     {@link java.io.IOException} that names receiver and cause when it did not
     */
    CompletionStage<Void> deliver(URI receiver, ServiceStatus status);
}
