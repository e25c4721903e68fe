package dev.chela.core.net;

import dev.chela.api.task.Cancellation;
import dev.langchain4j.http.client.HttpClientBuilder;
import java.time.Duration;

/** Gives the host's HTTP client to LangChain4j's models, bound to one piece of work. */
public interface TurnClients {
    /**
     * A client whose calls run on the calling thread: a streaming call has fed its listener to the end before it returns. It ends
     * when the token is cancelled, before the first byte as well as in mid-stream, and when nothing comes for {@code idle}. What goes
     * wrong reaches the listener (or the caller, without one) as a fault; one that the server answered has a {@link HttpRefusal} as
     * its cause. The time-outs that LangChain4j sets on the builder are ignored.
     *
     * @param pause called on that thread before a streaming call first reads, and whenever it has fed all that came and is about to wait
     */
    HttpClientBuilder bind(Cancellation token, Duration idle, Runnable pause);

    /** The same for a caller who does not ask when the server pauses. */
    default HttpClientBuilder bind(Cancellation token, Duration idle) {
        return bind(token, idle, () -> {});
    }
}
