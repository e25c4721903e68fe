package dev.chela.itests.house;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.testkit.model.FakeModel;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** One gateway and one model server for all tests of a class; a connection and a session for each test. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class OneHouse {
    private final AtomicInteger names = new AtomicInteger();
    protected FakeModel model;
    protected Gateway gateway;
    protected Wire wire;
    /** A session that no other test uses. */
    protected String session;

    @BeforeAll
    public void open() {
        model = FakeModel.start();
        gateway = Gateway.start(settings(), Jdk.ofTheBuild());
    }

    /** What the gateway of the class is told. */
    protected String settings() {
        return Gateway.settings(model.v1());
    }

    /** Stopping is a test of its own: see {@link Gateway#stop}. */
    @AfterAll
    public void close() {
        try {
            gateway.close();
        } finally {
            model.close();
        }
    }

    @BeforeEach
    public void connect() {
        session = fresh("session");
        wire = gateway.connect();
        model.forget();
    }

    @AfterEach
    public void disconnect() {
        wire.close();
    }

    /** A name that no other test has. */
    protected final String fresh(String what) {
        return getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT) + "-" + what + "-" + names.incrementAndGet();
    }

    protected final JsonNode history() {
        return wire.call("chat.history", "{\"sessionKey\":\"" + session + "\"}").path("messages");
    }

    /** A client shows at once what a person said, and the words of an answer before they are kept. */
    protected final void awaitHistory(int messages) {
        Until.holds(messages + " messages in " + session, () -> history().size() == messages);
    }

    /** The key in full, as answers and events carry it. */
    protected final String key() {
        return "agent:main:" + session;
    }
}
