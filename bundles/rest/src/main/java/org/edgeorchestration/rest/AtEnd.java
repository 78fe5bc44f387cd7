// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.rest;

import javax.servlet.AsyncEvent;
import javax.servlet.AsyncListener;

/** Does something once when a request is over, however it ended. */
final class AtEnd implements AsyncListener {
    private final Runnable action;

    AtEnd(Runnable action) {
        this.action = action;
    }

    @Override
    public void onComplete(AsyncEvent event) {
        action.run();
    }

    @Override
    public void onTimeout(AsyncEvent event) {}

    @Override
    public void onError(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {
        // A request that is started anew forgets its listeners.
        event.getAsyncContext().addListener(this);
    }
}
