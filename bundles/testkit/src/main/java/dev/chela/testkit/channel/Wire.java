package dev.chela.testkit.channel;

import dev.chela.api.channel.Capabilities;
import dev.chela.api.channel.Conversation;
import dev.chela.api.channel.Delivery;
import dev.chela.api.channel.DeliveryKey;
import dev.chela.api.channel.Hint;
import dev.chela.api.channel.MessageRef;
import dev.chela.api.channel.Outbound;
import dev.chela.api.channel.Refusal;
import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A platform in memory. It outlives gateways, as platforms do: what was said to it stays, what arrived was seen. */
public final class Wire {
    /** What the platform can do about a delivery whose fate nobody knows. */
    public enum Memory {
        /** It takes the same key for the same message. */
        REPEAT_SAFE,
        /** It can be asked. */
        RECALLS,
        /** Neither. */
        NONE
    }

    /** What goes wrong with the next delivery. */
    public enum Mishap {
        /** The platform takes nothing now, and says so. */
        BUSY,
        /** The message arrives; its receipt does not. */
        RECEIPT_LOST,
        /** Nothing arrives, and nobody is told. */
        MESSAGE_LOST,
        /** The platform will never take it. */
        REFUSED,
        /** The channel's own code fails, after the message arrived. */
        THROWS
    }

    /** A file as it arrived. @param content each byte as a character */
    public record Held(String name, String mimeType, String content) {}

    /** A message as a person sees it. @param answers the message under which it stands; empty for none */
    public record Arrived(String account, Conversation to, String text, DeliveryKey key, String answers, List<Held> files) {
        public String chat() {
            return to.id();
        }
    }

    private static final long LARGEST = 1_000_000;
    private static final int CAPTION = 50;
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    private static final Set<String> ALL = Set.of("Post", "Edit", "Delete", "React", "Poll");

    private final Memory memory;
    private final List<String> events = new ArrayList<>();
    private final List<String> hints = new ArrayList<>();
    private final List<Arrived> arrived = new ArrayList<>();
    private final List<Outbound> gestures = new ArrayList<>();
    private Set<String> kinds = ALL;
    private Capabilities.Files taken = new Capabilities.Files(LARGEST, CAPTION, new Capabilities.Album(3, LARGEST, Set.of("image/png")));
    private final Deque<Mishap> mishaps = new ArrayDeque<>();
    private final Map<String, byte[]> files = new HashMap<>();
    private final List<String> fetched = new ArrayList<>();
    private int busyWithFiles;

    public Wire(Memory memory) {
        this.memory = memory;
    }

    public Memory memory() {
        return memory;
    }

    /** A person sends an event: one line, as {@link LoopbackChannel} understands it. */
    public synchronized void send(String event) {
        events.add(event);
        notifyAll();
    }

    /** The event at a place, waiting for it if need be. */
    synchronized String event(int index) throws InterruptedException {
        while (events.size() <= index) {
            wait();
        }
        return events.get(index);
    }

    public synchronized void next(Mishap mishap) {
        mishaps.add(mishap);
    }

    /** From now on the platform can do these, by the simple names of {@link Outbound}; at first all. */
    public synchronized void only(Set<String> able) {
        kinds = Set.copyOf(able);
    }

    /** From now on the platform takes no files. */
    public synchronized void onlyWords() {
        taken = Capabilities.Files.NONE;
    }

    synchronized Capabilities.Files files() {
        return taken;
    }

    synchronized Set<String> kinds() {
        return kinds;
    }

    /** A file that events may bring, by its name. */
    public synchronized void hold(String name, byte[] content) {
        files.put(name, content.clone());
    }

    /** The next requests for files are put off. */
    public synchronized void putOffFiles(int times) {
        busyWithFiles = times;
    }

    /** The names of the files that were asked for, in order. */
    public synchronized List<String> fetched() {
        return List.copyOf(fetched);
    }

    synchronized byte[] file(String name) {
        fetched.add(name);
        if (busyWithFiles > 0) {
            busyWithFiles--;
            throw new Transient("the wire is busy", Duration.ofMillis(1));
        }
        return Optional.ofNullable(files.get(name)).orElseThrow(() -> new Permanent("there is no file " + name)).clone();
    }

    public synchronized List<Arrived> arrived() {
        return List.copyOf(arrived);
    }

    /** What was done besides sending messages. */
    public synchronized List<Outbound> gestures() {
        return List.copyOf(gestures);
    }

    synchronized Delivery gesture(Outbound out) {
        gestures.add(out);
        return new Delivery.Sent(List.of());
    }

    public synchronized List<String> texts() {
        return arrived.stream().map(Arrived::text).toList();
    }

    /** What was shown in passing: {@code TYPING in CHAT}. */
    public synchronized List<String> hints() {
        return List.copyOf(hints);
    }

    synchronized void hint(Conversation to, Hint hint) {
        hints.add(hint + " in " + to.id());
        notifyAll();
    }

    /** Waits, a minute at most, until so many hints were shown. @return all of them */
    public synchronized List<String> awaitHints(int count) throws InterruptedException {
        long until = System.nanoTime() + PATIENCE_NANOS;
        while (hints.size() < count && System.nanoTime() < until) {
            wait(1_000);
        }
        return List.copyOf(hints);
    }

    synchronized Delivery deliver(String account, Outbound.Post post, List<Held> files, DeliveryKey key) {
        Optional<Mishap> mishap = Optional.ofNullable(mishaps.poll());
        if (mishap.filter(Mishap.BUSY::equals).isPresent()) {
            return new Delivery.Retry(Duration.ZERO);
        }
        if (mishap.filter(Mishap.REFUSED::equals).isPresent()) {
            return new Delivery.Rejected(Refusal.FORBIDDEN, "the chat is closed");
        }
        if (mishap.filter(Mishap.MESSAGE_LOST::equals).isPresent()) {
            return new Delivery.InDoubt("the connection broke");
        }
        Optional<Delivery> before = memory == Memory.REPEAT_SAFE ? sent(key) : Optional.empty();
        if (before.isEmpty()) {
            arrived.add(new Arrived(account, post.to(), post.text().text(), key, post.replyTo().messageId(), List.copyOf(files)));
        }
        if (mishap.filter(Mishap.THROWS::equals).isPresent()) {
            throw new IllegalStateException("a defect of the channel");
        }
        return mishap.isPresent() ? new Delivery.InDoubt("the connection broke") : sent(key).orElseThrow();
    }

    private Optional<Delivery> sent(DeliveryKey key) {
        for (int i = 0; i < arrived.size(); i++) {
            if (arrived.get(i).key().equals(key)) {
                return Optional.of(new Delivery.Sent(List.of(new MessageRef("m" + i))));
            }
        }
        return Optional.empty();
    }

    synchronized Optional<Delivery> recall(DeliveryKey key) {
        return memory != Memory.RECALLS ? Optional.empty()
                : Optional.of(sent(key).orElseGet(() -> new Delivery.Retry(Duration.ZERO)));
    }
}
