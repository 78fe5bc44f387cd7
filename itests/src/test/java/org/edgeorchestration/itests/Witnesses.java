// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.itests;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/** When a test fails, shows what every node of its class has said lately: afterwards their files are gone. */
final class Witnesses
        implements TestExecutionExceptionHandler, LifecycleMethodExecutionExceptionHandler, AfterAllCallback {

    private static final int LATELY = 60;

    /** Tests run one after the other, in one process. */
    private static final Set<Path> LOGS = new ConcurrentSkipListSet<>();

    /** A node that begins to say something there. */
    static void watch(Path log) {
        LOGS.add(log);
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        tell(context, failure);
    }

    @Override
    public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        tell(context, failure);
    }

    @Override
    public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        tell(context, failure);
    }

    @Override
    public void handleAfterEachMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        tell(context, failure);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        LOGS.clear();
    }

    private static void tell(ExtensionContext context, Throwable failure) throws Throwable {
        System.out.println(context.getDisplayName() + " failed: " + failure);
        LOGS.forEach(Witnesses::tell);
        throw failure;
    }

    private static void tell(Path log) {
        if (!Files.exists(log)) {
            return; // of a test before this one
        }
        try {
            List<String> lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            System.out.println("the end of " + log + ":");
            lines.subList(Math.max(0, lines.size() - LATELY), lines.size())
                    .forEach(line -> System.out.println("  " + line));
        } catch (IOException e) {
            System.out.println(log + " cannot be read: " + e);
        }
    }
}
