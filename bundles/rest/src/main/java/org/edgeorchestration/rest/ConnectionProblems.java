// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.rest;

import java.nio.ByteBuffer;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.handler.ErrorHandler;

/** What Jetty itself has to answer: requests that are no HTTP, too long headers, and failures of the gate. */
final class ConnectionProblems extends ErrorHandler {

    @Override
    public ByteBuffer badMessageError(int status, String reason, HttpFields fields) {
        Answer answer = Problem.of(status).answer();
        fields.put(HttpHeader.CONTENT_TYPE, answer.type());
        return answer.body();
    }

    @Override
    public void handle(String target, Request request, HttpServletRequest outer, HttpServletResponse response) {
        request.setHandled(true);
        Sending.send(request, Problem.of(response.getStatus()).answer());
    }
}
