package dev.chela.api.http;

import org.osgi.annotation.versioning.ConsumerType;

/** One endpoint. The most specific route wins; among equals the one registered last. */
@ConsumerType
public interface HttpEndpoint {
    Route route();

    /** Runs on a thread of its own, within the route's time. What it throws becomes a 500 without detail, and a log line with it. */
    Reply handle(Request request) throws Exception;
}
