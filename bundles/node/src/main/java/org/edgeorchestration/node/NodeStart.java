// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.node;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.edgeorchestration.api.node.KeyStore;
import org.edgeorchestration.api.node.LocalNode;
import org.edgeorchestration.api.node.Ticker;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes what the node stands on, and only when all of that is right offers it: the state directory, who this node is, the key. What
 * an administrator can get wrong is found here and told in one line. Were these components of their own, or did this one throw, the
 * log would bury that line under the failures of all components, in every bundle, that need one of them.
 */
@Component(service = {})
@Capability(
        namespace = "osgi.service",
        attribute = "objectClass:List<String>=\"org.edgeorchestration.api.node.LocalNode\"")
@Capability(
        namespace = "osgi.service",
        attribute = "objectClass:List<String>=\"org.edgeorchestration.api.node.KeyStore\"")
public final class NodeStart {
    private static final Logger LOG = LoggerFactory.getLogger(NodeStart.class);

    private final List<Closeable> running;

    @Activate
    public NodeStart(BundleContext framework, @Reference Environment environment, @Reference Ticker ticker) {
        this.running = startOrTell(framework, environment, ticker);
    }

    @Deactivate
    void close() throws IOException {
        for (Closeable part : running) {
            part.close();
        }
    }

    private static List<Closeable> startOrTell(BundleContext framework, Environment environment, Ticker ticker) {
        try {
            return start(framework, environment, ticker);
        } catch (IOException e) {
            LOG.error("This node cannot start: {}", e.getMessage());
            return List.of();
        }
    }

    /** What to close, in this order. */
    private static List<Closeable> start(BundleContext framework, Environment environment, Ticker ticker)
            throws IOException {
        StateDirectory state = new StateDirectory(environment);
        try {
            KeyStore keys = new FileKeyStore(environment, state.path());
            LocalNode self = new HostNode(environment, state.path(), ticker);
            ServiceRegistration<KeyStore> offeredKeys = framework.registerService(KeyStore.class, keys, null);
            ServiceRegistration<LocalNode> offeredSelf = framework.registerService(LocalNode.class, self, null);
            return List.of(offeredSelf::unregister, offeredKeys::unregister, state);
        } catch (IOException e) {
            state.close();
            throw e;
        }
    }
}
