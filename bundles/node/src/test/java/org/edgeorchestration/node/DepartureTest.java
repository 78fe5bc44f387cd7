// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.edgeorchestration.api.node.Farewell;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleListener;
import org.osgi.framework.ServiceReference;

class DepartureTest {
    private final List<String> settled = new ArrayList<>();
    private Optional<BundleListener> listener = Optional.empty();
    private final BundleContext framework = fake(BundleContext.class, (method, arguments) -> {
        listener =
                method.equals("addBundleListener") ? Optional.of((BundleListener) arguments.get(0)) : Optional.empty();
        return Map.of();
    });
    private final Departure departure = new Departure(framework);

    /** Answers every call; what it gives is used where it is of the type that is asked for. */
    @FunctionalInterface
    private interface Answers {
        Object to(String method, List<Object> arguments);
    }

    private static <T> T fake(Class<T> type, Answers answers) {
        return type.cast(Proxy.newProxyInstance(
                DepartureTest.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    Object answer = answers.to(method.getName(), arguments == null ? List.of() : List.of(arguments));
                    return method.getReturnType() == void.class ? null : answer;
                }));
    }

    /** A reference that knows its ranking, and compares by it. */
    @SuppressWarnings("unchecked") // a proxy knows no type parameters
    private static ServiceReference<Farewell> ranked(int ranking) {
        return fake(
                ServiceReference.class,
                (method, arguments) -> method.equals("compareTo")
                        ? Integer.compare(ranking, ((ServiceReference<?>) arguments.get(0)).hashCode())
                        : ranking);
    }

    private void stopping(long bundle) {
        Bundle stopped = fake(Bundle.class, (method, arguments) -> bundle);
        listener.orElseThrow().bundleChanged(new BundleEvent(BundleEvent.STOPPING, stopped));
    }

    @Test
    void whenTheFrameworkStopsEverythingIsSettledTheHighestRankingFirst() {
        departure.addFarewell(ranked(-1_000), () -> settled.add("told"));
        departure.addFarewell(ranked(0), () -> settled.add("ended"));
        ServiceReference<Farewell> gone = ranked(7);
        departure.addFarewell(gone, () -> settled.add("gone"));
        departure.removeFarewell(gone);

        stopping(0);

        assertThat(settled).containsExactly("ended", "told");
    }

    @Test
    void whatBreaksKeepsNobodyElseFromSettling() {
        departure.addFarewell(ranked(1), () -> {
            throw new IllegalStateException("a bug");
        });
        departure.addFarewell(ranked(0), () -> settled.add("ended"));

        stopping(0);

        assertThat(settled).containsExactly("ended");
    }

    @Test
    void whenABundleStopsNothingIsSettled() {
        departure.addFarewell(ranked(0), () -> settled.add("ended"));

        stopping(42);

        assertThat(settled).isEmpty();
        departure.close();
        assertThat(listener).isEmpty();
    }
}
