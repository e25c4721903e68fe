package dev.chela.channel.irc.internal;

import dev.chela.api.channel.Conversation;
import dev.chela.api.channel.Delivery;
import dev.chela.api.channel.DeliveryKey;
import dev.chela.api.channel.MessageRef;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/** A connection after its welcome: hears, answers the server's questions, and speaks. */
final class Link {
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final String ALIVE = "chela-alive";
    /** Of a line of 512 bytes, what the longest name of a host before it takes, and the end of it. */
    private static final int HOST = 63 + 1 + 11 + 2;

    private final Wire wire;
    private final Settings settings;
    private final Ear ear;
    private final Welcome.In in;
    private final Duration silence;
    private final Budget budget = new Budget(System::nanoTime);
    private final String name = UUID.randomUUID().toString();
    private final AtomicLong heard = new AtomicLong();
    private final AtomicLong asked = new AtomicLong();
    private final ReentrantLock speaking = new ReentrantLock();
    private volatile String nick;
    private volatile Optional<Spoken> spoken = Optional.empty();

    /** Who is told what is heard. */
    interface Ear {
        /** It is on disk when this returns, or kept for whoever is opened next. */
        void message(String line, String nick, Instant at, String id);

        void proven();

        /** @param detail what stands in the way of a channel */
        void shutOut(String channel, String detail);
    }

    Link(Wire wire, Settings settings, Welcome.In in, Duration silence, Ear ear) {
        this.wire = wire;
        this.settings = settings;
        this.in = in;
        this.silence = silence;
        this.nick = in.nick();
        this.ear = ear;
    }

    String nick() {
        return nick;
    }

    /** Hears until the connection ends, which it always does by an exception. */
    void serve() throws IOException {
        for (String channel : settings.channels()) {
            wire.send("JOIN " + channel);
        }
        boolean waiting = false;
        try {
            while (true) {
                try {
                    String line = wire.read();
                    waiting = false;
                    heard(line, Message.of(line));
                } catch (SocketTimeoutException silent) {
                    if (waiting) {
                        throw new IOException("the server has said nothing whole for " + silence.multipliedBy(2).toSeconds() + " seconds", silent);
                    }
                    waiting = true;
                    wire.send("PING :" + ALIVE);
                }
            }
        } finally {
            budget.end();
            spoken.ifPresent(Spoken::lost);
        }
    }

    private void heard(String line, Message said) throws IOException {
        spoken.ifPresent(on -> on.heard(said));
        switch (said.command()) {
            case "PING" -> wire.send("PONG :" + said.last());
            case "PONG" -> {
                ear.proven();
                regain();
            }
            case "PRIVMSG" -> message(line, said);
            case "NICK" -> renamed(said);
            case "KICK" -> kicked(said);
            case "403", "405", "437", "471", "473", "474", "475", "476", "477", "489" -> shutOut(said);
            case "ERROR" -> throw new IOException("the server ended the connection: " + said.last());
            default -> { }
        }
    }

    /** Our own words may come back where the network thinks that we would like to see them. */
    private void message(String line, Message said) {
        if (mine(said.nick())) {
            return;
        }
        String id = said.tags().getOrDefault("msgid", "");
        ear.message(line, nick, Instant.now(), id.isEmpty() ? name + ":" + heard.incrementAndGet() : id);
    }

    private boolean mine(String other) {
        return Names.folded(other).equals(Names.folded(nick));
    }

    private void renamed(Message said) {
        if (mine(said.nick())) {
            nick = said.last();
        }
    }

    private void kicked(Message said) throws IOException {
        if (mine(said.parameter(1))) {
            ear.shutOut(said.parameter(0), said.nick() + " threw us out: " + said.last());
            wire.send("JOIN " + said.parameter(0));
        }
    }

    private void shutOut(Message said) {
        boolean wanted = settings.channels().stream().anyMatch(channel -> Names.folded(channel).equals(Names.folded(said.parameter(1))));
        if (wanted) {
            ear.shutOut(said.parameter(1), said.last());
        }
    }

    /** Whoever had our nick, ourselves before a connection broke perhaps, may be gone when the server has answered us again. */
    private void regain() throws IOException {
        if (!mine(settings.nick())) {
            wire.send("NICK " + settings.nick());
        }
    }

    Delivery say(String target, String text, DeliveryKey key) {
        Spoken words = new Spoken(target, "chela-" + asked.incrementAndGet());
        boolean begun = false;
        speaking.lock();
        try {
            spoken = Optional.of(words);
            for (String line : Lines.of(text, 512 - HOST - nick.length() - target.length() - "PRIVMSG".length() - 5)) {
                if (!budget.await()) {
                    return begun ? new Delivery.InDoubt("the connection broke before all of it was sent") : new Delivery.Retry(Duration.ZERO);
                }
                begun = true;
                wire.send("PRIVMSG " + target + " :" + line);
            }
            wire.send("PING :" + words.token());
            return words.answer().get(ANSWER.toMillis(), TimeUnit.MILLISECONDS).orElseGet(() -> new Delivery.Sent(List.of(new MessageRef(key.value()))));
        } catch (IOException | TimeoutException | ExecutionException broken) {
            return begun ? new Delivery.InDoubt("the server did not answer: " + broken.getMessage()) : new Delivery.Retry(Duration.ZERO);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return begun ? new Delivery.InDoubt("it was stopped before the server answered") : new Delivery.Retry(Duration.ZERO);
        } finally {
            spoken = Optional.empty();
            speaking.unlock();
        }
    }

    /** Whether the server answers now. */
    boolean answers(Duration within) {
        Spoken question = new Spoken("", "chela-" + asked.incrementAndGet());
        speaking.lock();
        try {
            spoken = Optional.of(question);
            wire.send("PING :" + question.token());
            return question.answer().get(within.toMillis(), TimeUnit.MILLISECONDS).isEmpty();
        } catch (IOException | TimeoutException | ExecutionException silent) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            spoken = Optional.empty();
            speaking.unlock();
        }
    }

    /** Takes leave, so that the network knows at once that nobody is here. */
    void leave() {
        try {
            wire.send("QUIT");
        } catch (IOException broken) {
            return; // It knows already.
        }
    }

    /** That somebody writes, for networks that pass it on. */
    void typing(Conversation to) throws IOException {
        if (in.can().contains("message-tags")) {
            wire.send("@+typing=active TAGMSG " + to.id());
        }
    }
}
