// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.container;

import com.github.dockerjava.api.exception.DockerException;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.edgeorchestration.executor.container.EngineException.Kind;

/** Turns docker-java's exceptions into ours, with nothing but the engine's words left. */
final class EngineWords {
    // docker-java's messages read: Status 404: {"message":"No such image: x"}
    private static final Pattern MESSAGE = Pattern.compile("\"message\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u([0-9a-fA-F]{4})|(.))");

    private EngineWords() {}

    static EngineException exception(Throwable thrown) {
        if (thrown instanceof DockerException answer) {
            Kind kind =
                    switch (answer.getHttpStatus()) {
                        case 404 -> Kind.NOT_FOUND;
                        case 409 -> Kind.CONFLICT;
                        case 502, 503, 504 -> Kind.AWAY; // says a proxy that stands before it
                        default -> Kind.REFUSED;
                    };
            return new EngineException(kind, message(String.valueOf(answer.getMessage())), answer);
        }
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException) {
                return new EngineException(Kind.AWAY, "the engine does not answer: " + cause.getMessage(), thrown);
            }
        }
        return new EngineException(Kind.REFUSED, String.valueOf(thrown.getMessage()), thrown);
    }

    static String message(String text) {
        Matcher matcher = MESSAGE.matcher(text);
        return matcher.find() ? unescape(matcher.group(1)).strip() : text.strip();
    }

    private static String unescape(String json) {
        return ESCAPE.matcher(json).replaceAll(escape -> {
            String code = escape.group(1);
            String character = code != null
                    ? Character.toString(Integer.parseInt(code, 16))
                    : switch (escape.group(2)) {
                        case "n" -> "\n";
                        case "r" -> "\r";
                        case "t" -> "\t";
                        case "b" -> "\b";
                        case "f" -> "\f";
                        default -> escape.group(2);
                    };
            return Matcher.quoteReplacement(character);
        });
    }
}
