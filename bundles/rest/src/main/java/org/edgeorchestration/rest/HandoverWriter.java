// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.rest;

import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Objects;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.MultivaluedMap;
import javax.ws.rs.ext.MessageBodyWriter;
import javax.ws.rs.ext.Provider;
import org.apache.cxf.jaxrs.utils.JAXRSUtils;
import org.apache.cxf.message.Message;
import org.apache.cxf.transport.http.AbstractHTTPDestination;

/** Writes a {@link Handover} by leaving it with its request. */
@Provider
public final class HandoverWriter implements MessageBodyWriter<Handover> {

    @Override
    public boolean isWriteable(Class<?> type, Type generic, Annotation[] annotations, MediaType media) {
        return Handover.class.isAssignableFrom(type);
    }

    @Override
    public void writeTo(
            Handover handover,
            Class<?> type,
            Type generic,
            Annotation[] annotations,
            MediaType media,
            MultivaluedMap<String, Object> headers,
            OutputStream out) {
        Message asked = JAXRSUtils.getCurrentMessage().getExchange().getInMessage();
        HttpServletRequest request = (HttpServletRequest) asked.get(AbstractHTTPDestination.HTTP_REQUEST);
        Objects.requireNonNull(request).setAttribute(Handover.ATTRIBUTE, handover);
    }
}
