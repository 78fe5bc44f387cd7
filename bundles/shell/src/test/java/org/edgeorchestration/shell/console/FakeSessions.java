// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.shell.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.security.AccessController;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import javax.security.auth.Subject;
import org.apache.karaf.jaas.boot.principal.RolePrincipal;
import org.apache.karaf.shell.api.console.Registry;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.apache.karaf.shell.api.console.Terminal;
import org.jspecify.annotations.Nullable;

/**
 * Sessions without Karaf. They know the commands {@code echo WORDS}, {@code both}, {@code code N}, {@code return WORDS}, {@code roles}, {@code
 * large} and {@code block}; at a terminal they answer every line with its capitals and the terminal's size, until {@code exit}.
 */
public final class FakeSessions implements SessionFactory {
    /** What was asked of sessions, in order. */
    public final List<String> commands = new CopyOnWriteArrayList<>();

    /** Goes to zero when the first {@code block} has begun. */
    public final CountDownLatch blocked = new CountDownLatch(1);

    /** Goes to zero when the first {@code block} was interrupted. */
    public final CountDownLatch released = new CountDownLatch(1);

    /** Goes to zero when the first session was closed. */
    public final CountDownLatch closed = new CountDownLatch(1);

    @Override
    public Registry getRegistry() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Session create(InputStream in, PrintStream out, PrintStream err, Session parent) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Session create(InputStream in, PrintStream out, PrintStream err) {
        return session((proxy, method, args) -> switch (method.getName()) {
            case "execute" -> execute(String.valueOf(args[0]), out, err);
            case "get" -> null;
            case "close" -> close();
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    @Override
    public Session create(
            InputStream in, PrintStream out, PrintStream err, Terminal terminal, String encoding, Runnable onClose) {
        return session((proxy, method, args) -> switch (method.getName()) {
            case "run" -> converse(in, out, terminal);
            case "close" -> close();
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    private static Session session(InvocationHandler handler) {
        return (Session)
                Proxy.newProxyInstance(FakeSessions.class.getClassLoader(), new Class<?>[] {Session.class}, handler);
    }

    private @Nullable Object close() {
        closed.countDown();
        return null;
    }

    private @Nullable Object execute(String command, PrintStream out, PrintStream err) throws Exception {
        commands.add(command);
        String[] words = command.split(" ", 2);
        switch (words[0]) {
            case "echo" -> out.println(words[1]);
            case "both" -> {
                out.print("to out");
                err.print("to err");
            }
            case "code" -> {
                return Integer.valueOf(words[1]);
            }
            case "return" -> {
                return words[1];
            }
            case "roles" -> out.print(roles());
            case "large" -> out.print("x".repeat(1_000_000));
            case "block" -> block();
            default -> throw new IllegalArgumentException("Command not found: " + command);
        }
        return null;
    }

    private void block() throws InterruptedException {
        blocked.countDown();
        try {
            new CountDownLatch(1).await();
        } finally {
            released.countDown();
        }
    }

    /** The way in which Karaf finds out who calls. */
    @SuppressWarnings("removal")
    private static List<String> roles() {
        return Subject.getSubject(AccessController.getContext()).getPrincipals(RolePrincipal.class).stream()
                .map(RolePrincipal::getName)
                .sorted()
                .toList();
    }

    private @Nullable Object converse(InputStream in, PrintStream out, Terminal terminal) throws IOException {
        out.println("welcome to " + terminal.getType());
        StringBuilder line = new StringBuilder();
        for (int read = in.read(); read >= 0; read = in.read()) {
            if (read != '\n') {
                line.append((char) read);
                continue;
            }
            String said = line.toString();
            if (said.equals("exit")) {
                break;
            }
            String loud = new String(said.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)
                    .toUpperCase(java.util.Locale.ROOT);
            out.println(loud + " at " + terminal.getWidth() + "x" + terminal.getHeight());
            line.setLength(0);
        }
        return null;
    }
}
