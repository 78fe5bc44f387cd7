// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.server;

import java.nio.ByteBuffer;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.BufferUtil;

/** What Jetty itself has to answer, such as bytes that are no HTTP: a status and no more (specification, section 2.2). */
final class SilentErrors extends ErrorHandler {

    @Override
    public ByteBuffer badMessageError(int status, String reason, HttpFields fields) {
        return BufferUtil.EMPTY_BUFFER;
    }

    @Override
    public void handle(String target, Request request, HttpServletRequest outer, HttpServletResponse response) {
        request.setHandled(true);
        Sending.refuse(request, response.getStatus());
    }
}
