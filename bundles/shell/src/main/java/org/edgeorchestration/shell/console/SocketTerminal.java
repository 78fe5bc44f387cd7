// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.shell.console;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.karaf.shell.api.console.SignalListener;
import org.apache.karaf.shell.api.console.Terminal;
import org.jline.terminal.Size;
import org.jline.terminal.impl.LineDisciplineTerminal;

/** The terminal at the other end of a connection, to JLine and to Karaf. Its line discipline is done here; the client's is off. */
final class SocketTerminal extends LineDisciplineTerminal implements Terminal {
    private static final int LARGEST = 1_000;

    private final Map<SignalListener, EnumSet<org.apache.karaf.shell.api.console.Signal>> listeners =
            new ConcurrentHashMap<>();

    /**
     * A terminal.
     *
     * @param description the payload of a {@code TERMINAL} frame
     * @param output takes what is to be shown
     * @throws IllegalArgumentException when the description is none
     */
    static SocketTerminal of(String description, OutputStream output) throws IOException {
        String[] words = description.split(" ", 2);
        if (words.length != 2 || !words[0].matches("[A-Za-z0-9._+-]{1,64}")) {
            throw new IllegalArgumentException("not a terminal's type, columns and rows");
        }
        SocketTerminal terminal = new SocketTerminal(words[0], output);
        terminal.setSize(size(words[1]));
        return terminal;
    }

    private SocketTerminal(String type, OutputStream output) throws IOException {
        super("edge console", type, output, StandardCharsets.UTF_8);
    }

    /** Takes a new size, the payload of a {@code WINDOW} frame, and tells the session. */
    void resize(String columnsAndRows) {
        setSize(size(columnsAndRows));
        raise(Signal.WINCH);
    }

    private static Size size(String columnsAndRows) {
        if (!columnsAndRows.matches("[0-9]{1,5} [0-9]{1,5}")) {
            throw new IllegalArgumentException("not a number of columns and rows");
        }
        String[] words = columnsAndRows.split(" ", -1);
        int columns = Math.min(Integer.parseInt(words[0]), LARGEST);
        int rows = Math.min(Integer.parseInt(words[1]), LARGEST);
        // Serial lines tell 0 0: they do not know.
        return new Size(columns == 0 ? 80 : columns, rows == 0 ? 24 : rows);
    }

    @Override
    public void raise(Signal signal) {
        super.raise(signal);
        listeners.forEach((listener, wanted) -> wanted.stream()
                .filter(candidate -> candidate.name().equals(signal.name()))
                .forEach(listener::signal));
    }

    @Override
    public int getWidth() {
        return getSize().getColumns();
    }

    @Override
    public int getHeight() {
        return getSize().getRows();
    }

    @Override
    public boolean isAnsiSupported() {
        return !"dumb".equals(getType());
    }

    @Override
    public boolean isEchoEnabled() {
        return echo();
    }

    @Override
    public void setEchoEnabled(boolean enabled) {
        echo(enabled);
    }

    @Override
    public void addSignalListener(SignalListener listener) {
        addSignalListener(listener, EnumSet.allOf(org.apache.karaf.shell.api.console.Signal.class));
    }

    @Override
    public void addSignalListener(SignalListener listener, org.apache.karaf.shell.api.console.Signal... signals) {
        EnumSet<org.apache.karaf.shell.api.console.Signal> wanted =
                EnumSet.noneOf(org.apache.karaf.shell.api.console.Signal.class);
        for (org.apache.karaf.shell.api.console.Signal signal : signals) {
            wanted.add(signal);
        }
        addSignalListener(listener, wanted);
    }

    @Override
    public void addSignalListener(SignalListener listener, EnumSet<org.apache.karaf.shell.api.console.Signal> signals) {
        listeners.put(listener, signals);
    }

    @Override
    public void removeSignalListener(SignalListener listener) {
        listeners.remove(listener);
    }
}
