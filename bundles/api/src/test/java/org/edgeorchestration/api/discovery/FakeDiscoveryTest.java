// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.api.discovery;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.edgeorchestration.api.discovery.Sighting.Dialect;
import org.edgeorchestration.api.node.NodeId;

class FakeDiscoveryTest extends DiscoveryContract {
    private final FakeDiscovery discovery = new FakeDiscovery();

    @Override
    protected Discovery discovery() {
        return discovery;
    }

    @Override
    protected void bringIntoSight() {
        discovery.claim(new Sighting(
                Optional.of(new NodeId("seen")), "linux", List.of(), Set.of(), Set.of(), Dialect.DUAL, true, false, 1));
    }
}
