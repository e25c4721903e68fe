package dev.chela.testkit.net;

import dev.chela.api.net.Http;
import dev.chela.api.task.Cancellation;
import dev.chela.core.net.internal.JdkHttp;
import dev.chela.core.task.SystemClock;
import dev.langchain4j.http.client.HttpClientBuilder;
import java.time.Duration;

/** The HTTP client that the gateway gives channels, tools and models, without a gateway. */
public final class HostHttp implements AutoCloseable {
    private final SystemClock clock = new SystemClock();
    private final JdkHttp client = new JdkHttp(clock);

    /** What a channel's host gives. */
    public Http http() {
        return client;
    }

    /**
     * What a model is given for a turn.
     *
     * @param idle how long the server may be silent
     */
    public HttpClientBuilder bind(Cancellation turn, Duration idle) {
        return client.bind(turn, idle);
    }

    @Override
    public void close() {
        client.close();
        clock.close();
    }
}
