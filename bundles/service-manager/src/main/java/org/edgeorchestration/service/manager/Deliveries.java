// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.edgeorchestration.api.service.StatusDelivery;

/** Those that carry statuses to their receivers, each for the schemes it speaks; they come and go. Any thread. */
final class Deliveries {
    private final List<StatusDelivery> present = new CopyOnWriteArrayList<>();

    void add(StatusDelivery delivery) {
        present.add(delivery);
    }

    void remove(StatusDelivery delivery) {
        present.remove(delivery);
    }

    /** The one that reaches that receiver: of several, the one that came first. */
    Optional<StatusDelivery> reaching(URI receiver) {
        String scheme = Optional.ofNullable(receiver.getScheme()).orElse("").toLowerCase(Locale.ROOT);
        return present.stream()
                .filter(delivery -> delivery.schemes().contains(scheme))
                .findFirst();
    }
}
