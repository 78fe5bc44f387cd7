// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.rest;

import javax.servlet.AsyncEvent;
import javax.servlet.AsyncListener;

/** Does something when a request has waited too long. */
final class OnTimeout implements AsyncListener {
    private final Runnable action;

    /** @param action completes the request */
    OnTimeout(Runnable action) {
        this.action = action;
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        action.run();
    }

    @Override
    public void onComplete(AsyncEvent event) {}

    @Override
    public void onError(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {}
}
