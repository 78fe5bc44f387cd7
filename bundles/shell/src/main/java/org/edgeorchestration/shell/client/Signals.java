// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.shell.client;

import java.lang.reflect.Proxy;

/** Signals of the operating system. The JDK has them in a class without promise, so it is used where it is there. */
final class Signals {

    private Signals() {}

    /**
     * Has something done at every such signal.
     *
     * @param name the signal's name without {@code SIG}
     */
    static void on(String name, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object proxy = Proxy.newProxyInstance(
                    Signals.class.getClassLoader(), new Class<?>[] {handler}, (self, method, args) -> {
                        if (method.getName().equals("handle")) {
                            action.run();
                        }
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
        } catch (ReflectiveOperationException e) {
            // Without it the window keeps the size it had, and a terminal that was killed hard needs a "reset".
        }
    }
}
