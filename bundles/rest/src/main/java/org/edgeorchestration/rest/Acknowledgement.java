// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.rest;

import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.jetty.client.HttpResponseException;
import org.eclipse.jetty.client.api.Response;
import org.eclipse.jetty.client.api.Result;
import org.edgeorchestration.api.service.StatusDelivery;
import org.jspecify.annotations.Nullable;

/** A receiver's answer to a callback: the status line is all that counts. */
final class Acknowledgement extends Response.Listener.Adapter {
    private final URI receiver;
    private final CompletableFuture<Void> stage = new CompletableFuture<>();

    Acknowledgement(URI receiver) {
        this.receiver = receiver;
    }

    /** Completes as {@link StatusDelivery#deliver} promises. */
    CompletionStage<Void> stage() {
        return stage;
    }

    @Override
    public void onHeaders(Response response) {
        int status = response.getStatus();
        if (status / 100 == 2) {
            stage.complete(null);
        } else if (status / 100 == 3) {
            fail("it answered " + status + ", and redirects are not followed", null);
        } else {
            fail("it answered " + status, null);
        }
    }

    @Override
    public void onComplete(Result result) {
        if (result.isFailed()) {
            fail(reason(result.getFailure()), result.getFailure());
        }
    }

    /** In words of our own where Jetty's describe its inner state. */
    private static String reason(Throwable failure) {
        if (failure instanceof HttpResponseException) {
            return "it answered with something else than HTTP";
        }
        return failure instanceof EOFException ? "it hung up" : String.valueOf(failure.getMessage());
    }

    /** Gives up, unless the receiver has answered. */
    void fail(String why, @Nullable Throwable cause) {
        stage.completeExceptionally(new IOException("callback to " + receiver + " failed: " + why, cause));
    }
}
