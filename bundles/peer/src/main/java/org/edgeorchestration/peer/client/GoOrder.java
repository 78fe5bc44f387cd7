// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import java.util.List;
import java.util.regex.Pattern;
import org.edgeorchestration.api.execution.ExecutionOrder;
import org.edgeorchestration.api.node.ExecutionType;

/**
 * Orders as Go nodes can bear them (specification, sections 0.6 and 5.3): a command that is too short, or an option that their
 * parser takes for an error, would end the node. In secure mode one drops, without a word, a container whose image it was not told
 * of by its digest: an order that names none would wait for its end for ever.
 */
final class GoOrder {
    private static final int LEAST_WORDS = 3;
    private static final Pattern DIGEST = Pattern.compile("@sha256:[0-9a-f]{64}$");

    private GoOrder() {}

    /**
     * The same order in words that a node of that profile understands as they are meant.
     *
     * @param secure whether the node is in secure mode
     * @throws Unbearable when there are none
     */
    static ExecutionOrder bearable(Profile profile, boolean secure, ExecutionOrder order) throws Unbearable {
        if (order.command().isEmpty()) {
            throw new Unbearable(
                    "it brings no command, and a node of the Go project that has none of its own would end");
        }
        if (!order.type().equals(ExecutionType.CONTAINER)) {
            return order;
        }
        if (order.command().size() < LEAST_WORDS) {
            throw new Unbearable(
                    "a container's command is docker, run, options and an image; a shorter one ends the node");
        }
        List<String> words = DockerWords.bearable(profile, order.command());
        String image = words.get(words.size() - 1);
        if (secure && !DIGEST.matcher(image).find()) {
            throw new Unbearable(
                    "in secure mode it runs only images that are named by a digest on its whitelist, and drops " + image
                            + " without a word: name the image with @sha256: and its digest");
        }
        return new ExecutionOrder(order.id(), order.serviceName(), order.type(), words, order.requester());
    }

    /** Why an order must not be sent to a Go node; a sentence for people. */
    static final class Unbearable extends Exception {
        private static final long serialVersionUID = 1L;

        Unbearable(String why) {
            super(why);
        }
    }
}
