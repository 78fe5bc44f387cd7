// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.rest;

import java.io.IOException;
import java.util.List;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.apache.cxf.Bus;
import org.apache.cxf.BusFactory;
import org.apache.cxf.bus.CXFBusFactory;
import org.apache.cxf.endpoint.Server;
import org.apache.cxf.jaxrs.JAXRSServerFactoryBean;
import org.apache.cxf.jaxrs.provider.ServerProviderFactory;
import org.apache.cxf.transport.http.AbstractHTTPDestination;
import org.apache.cxf.transport.http.DestinationRegistryImpl;
import org.apache.cxf.transport.http.HTTPTransportFactory;

/** The resources as CXF serves them: from a whole request in memory to a whole answer in memory, on the calling thread. */
final class JaxRs implements AutoCloseable {
    private final Bus bus;
    private final Server server;
    private final AbstractHTTPDestination destination;

    JaxRs(List<Object> resources) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        // CXF looks for its parts through the thread's class loader, which in OSGi knows nothing of CXF.
        thread.setContextClassLoader(JAXRSServerFactoryBean.class.getClassLoader());
        try {
            bus = new CXFBusFactory().createBus();
            server = serve(resources);
            destination = (AbstractHTTPDestination) server.getDestination();
        } finally {
            BusFactory.setThreadDefaultBus(null);
            thread.setContextClassLoader(before);
        }
    }

    private Server serve(List<Object> resources) {
        JAXRSServerFactoryBean factory = new JAXRSServerFactoryBean();
        factory.setBus(bus);
        factory.setAddress("/");
        // A registry of our own: the framework's belongs to CXF's servlet, which would serve us a second time,
        // unguarded.
        factory.setDestinationFactory(new HTTPTransportFactory(new DestinationRegistryImpl()));
        factory.setServiceBeans(resources);
        factory.setProviders(List.of(new JsonWriter(), new HandoverWriter(), new ProblemMapper()));
        Server created = factory.create();
        created.getEndpoint().getOutInterceptors().add(new DateLeftOut());
        // Queries such as _type and _method, by which CXF would let a caller override headers and method, mean nothing
        // here.
        if (created.getEndpoint().get(ServerProviderFactory.class.getName())
                instanceof ServerProviderFactory providers) {
            providers.setRequestPreprocessor(null);
        }
        return created;
    }

    /** Serves one request. */
    void serve(HttpServletRequest request, HttpServletResponse response) throws IOException {
        destination.invoke(null, request.getServletContext(), request, response);
    }

    @Override
    public void close() {
        server.stop();
        server.destroy();
        bus.shutdown(true);
    }
}
