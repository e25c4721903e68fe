package dev.chela.cli.chat;

import dev.chela.cli.Failure;
import dev.chela.cli.chat.Screen.Tone;
import dev.chela.cli.json.Json;
import dev.chela.cli.wire.Connector;
import dev.chela.cli.wire.Gateway;
import dev.chela.cli.wire.Listener;
import dev.chela.cli.wire.Role;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Keeps a conversation connected: after a break it tries again, after 1 s, 2 s, 4 s, to 30 s at most, until it is closed. */
final class Uplink implements Listener, AutoCloseable {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Connector connector;
    private final Conversation conversation;
    private final Screen screen;
    private final Duration first;
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "chela-reconnect");
        thread.setDaemon(true);
        return thread;
    });
    private volatile @Nullable Gateway gateway;

    Uplink(Connector connector, Conversation conversation, Screen screen, Duration first) {
        this.connector = connector;
        this.conversation = conversation;
        this.screen = screen;
        this.first = first;
    }

    /** The first connection, whose failure is the caller's to tell. */
    void open() {
        gateway = connector.open(Role.chat(), this);
        conversation.attach(gateway).join();
    }

    @Override
    public void event(String name, Json payload) {
        conversation.event(name, payload);
    }

    @Override
    public void lost(String why) {
        conversation.lost(why);
        screen.show(Tone.NOTICE, "Trying again until it is back; what you type is kept.");
        tryAgain(first);
    }

    private void tryAgain(Duration wait) {
        later.schedule(() -> reconnect(wait), wait.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void reconnect(Duration waited) {
        try {
            Gateway fresh = connector.open(Role.chat(), this);
            gateway = fresh;
            screen.show(Tone.NOTICE, "Connected again.");
            conversation.attach(fresh);
        } catch (Failure e) {
            Duration next = waited.multipliedBy(2);
            tryAgain(next.compareTo(LONGEST) > 0 ? LONGEST : next);
        }
    }

    @Override
    public void close() {
        later.shutdownNow();
        Gateway open = gateway;
        if (open != null) {
            open.close();
        }
    }
}
