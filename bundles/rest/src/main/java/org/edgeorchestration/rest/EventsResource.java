// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.rest;

import java.util.regex.Pattern;
import javax.ws.rs.GET;
import javax.ws.rs.HeaderParam;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** The status changes of all executions, as server-sent events. */
@Path("/api/v1/orchestration/events")
@Produces(MediaType.SERVER_SENT_EVENTS)
public final class EventsResource {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    private final EventLog events;
    private final Followers followers;

    EventsResource(EventLog events, Followers followers) {
        this.events = events;
        this.followers = followers;
    }

    /** Follows from now on, or from the event after {@code Last-Event-ID}. */
    @GET
    public Handover follow(@HeaderParam("Last-Event-ID") @Nullable String seen) {
        if (seen != null && !NUMBER.matcher(seen).matches()) {
            throw Problem.badRequest("Last-Event-ID must be the number of an event")
                    .thrown();
        }
        followers.enter();
        Feed feed =
                seen == null ? events.follow(followers::leave) : events.follow(Long.parseLong(seen), followers::leave);
        return new Handover.Flowing(MediaType.SERVER_SENT_EVENTS, feed);
    }
}
