// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.node;

import java.util.Comparator;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.edgeorchestration.api.node.Farewell;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has everything settled before this node stops. The bundles stop in no order that anybody could rely on, and what ends in one then
 * can be told by another no more; but of its own end the framework tells before it stops the first of them.
 */
@Component(
        service = {},
        immediate = true)
public final class Departure implements SynchronousBundleListener {
    private static final Logger LOG = LoggerFactory.getLogger(Departure.class);

    private final BundleContext framework;
    private final ConcurrentNavigableMap<ServiceReference<Farewell>, Farewell> farewells =
            new ConcurrentSkipListMap<>(Comparator.reverseOrder());

    @Activate
    public Departure(BundleContext framework) {
        this.framework = framework;
        framework.addBundleListener(this);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addFarewell(ServiceReference<Farewell> reference, Farewell farewell) {
        farewells.put(reference, farewell);
    }

    void removeFarewell(ServiceReference<Farewell> reference) {
        farewells.remove(reference);
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        if (event.getType() == BundleEvent.STOPPING && event.getBundle().getBundleId() == Constants.SYSTEM_BUNDLE_ID) {
            farewells.values().forEach(Departure::settle);
        }
    }

    private static void settle(Farewell farewell) {
        try {
            farewell.beforeStop();
        } catch (RuntimeException | LinkageError bug) {
            LOG.error("{} could not be settled", farewell.getClass().getName(), bug);
        }
    }

    @Deactivate
    void close() {
        framework.removeBundleListener(this);
    }
}
