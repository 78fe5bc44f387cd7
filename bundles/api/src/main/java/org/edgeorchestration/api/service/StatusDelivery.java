// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.api.service;

import java.net.URI;
import java.util.concurrent.CompletionStage;

/**
 * Carries a status to the application that asked for it: one attempt. Implemented by the bundle that speaks the wire to
 * applications; called by the service manager, which owns order, patience and bounds.
 */
public interface StatusDelivery {

    /**
     * Sends {@code status} to {@code receiver} once. Returns at once; never throws.
     *
     * @param receiver an absolute {@code http} or {@code https} URI
     * @param status what to report
     * @return completes normally when the receiver acknowledged it (2xx), exceptionally, within 10 seconds, with an
     *     {@link java.io.IOException} that names receiver and cause when it did not
     */
    CompletionStage<Void> deliver(URI receiver, ServiceStatus status);
}
