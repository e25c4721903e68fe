package dev.chela.testkit.channel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chela.api.channel.Account;
import dev.chela.api.channel.Capabilities;
import dev.chela.api.channel.Channel;
import dev.chela.api.channel.ChannelHost;
import dev.chela.api.channel.ChannelInfo;
import dev.chela.api.channel.ChannelType;
import dev.chela.api.channel.Conversation;
import dev.chela.api.channel.Cursor;
import dev.chela.api.channel.Delivery;
import dev.chela.api.channel.DeliveryKey;
import dev.chela.api.channel.Health;
import dev.chela.api.channel.Hint;
import dev.chela.api.channel.Inbound;
import dev.chela.api.channel.MediaRef;
import dev.chela.api.channel.Origin;
import dev.chela.api.channel.Outbound;
import dev.chela.api.channel.Pauses;
import dev.chela.api.channel.Probe;
import dev.chela.api.channel.RawEvent;
import dev.chela.api.channel.Replay;
import dev.chela.api.channel.Refusal;
import dev.chela.api.channel.ReplyTo;
import dev.chela.api.channel.Sender;
import dev.chela.api.channel.Text;
import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A channel to a {@link Wire}. It reads events from its cursor on, and fails where the wire says so. Its events are
 * those of {@link LoopbackEvent}; one that is poison can only be read by a version made with {@link #robust}.
 */
public final class LoopbackChannel implements ChannelType {
    public static final String ID = "loopback";
    private static final String OFFSET = "offset";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Wire wire;
    private final int textLimit;
    private final boolean robust;

    private LoopbackChannel(Wire wire, int textLimit, boolean robust) {
        this.wire = wire;
        this.textLimit = textLimit;
        this.robust = robust;
    }

    public static LoopbackChannel on(Wire wire, int textLimit) {
        return new LoopbackChannel(wire, textLimit, false);
    }

    /** A later version, which reads what this one cannot. */
    public LoopbackChannel robust() {
        return new LoopbackChannel(wire, textLimit, true);
    }

    /** An event in which one person writes directly, one message for each text. */
    public static String said(String id, String from, String... texts) {
        return LoopbackEvent.of(id, from).says(texts);
    }

    /** The assistant is spoken to, as the platform itself can tell. */
    public static String saidInGroup(String id, String from, String chat, String text) {
        return LoopbackEvent.of(id, from).in(chat).mentioning().says(text);
    }

    public static String edited(String id, String from) {
        return LoopbackEvent.of(id, from).edit();
    }

    public static String poison(String id, String from, String text) {
        return LoopbackEvent.of(id, from).poison().says(text);
    }

    @Override
    public ChannelInfo info() {
        return new ChannelInfo(ID, "Loopback", "{\"type\":\"object\"}", Set.of("token"), List.of("Nothing has to be set up."));
    }

    @Override
    public Channel open(Account account, ChannelHost host) {
        Open open = new Open(account.id(), host);
        host.tasks().start("read the wire", open::read);
        return open;
    }

    private static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new Permanent("the wire carries JSON only: " + e.getOriginalMessage(), e);
        }
    }

    private final class Open implements Channel {
        private final String account;
        private final ChannelHost host;
        private final Pauses pauses = new Pauses(Duration.ofMillis(20));
        private volatile boolean quiet;

        Open(String account, ChannelHost host) {
            this.account = account;
            this.host = host;
        }

        private void read() {
            host.report(new Health(Health.Status.CONNECTED, "", ""));
            Cursor cursor = host.cursor(OFFSET);
            int next = cursor.equals(Cursor.NONE) ? 0 : Integer.parseInt(cursor.value());
            try {
                while (!quiet) {
                    String event = wire.event(next);
                    next++;
                    JsonNode tree = tree(event);
                    if (!quiet && tree.path("account").asText(account).equals(account)) {
                        store(new RawEvent(tree.path("id").asText(), tree.path("chat").asText(), Replay.CURSOR,
                                new Cursor(OFFSET, String.valueOf(next)), "application/json", event.getBytes(StandardCharsets.UTF_8)));
                    }
                }
            } catch (InterruptedException closed) {
                Thread.currentThread().interrupt();
            }
        }

        private void store(RawEvent event) {
            for (int failures = 0; !pauses.over(); failures++) {
                try {
                    host.accept(event);
                    if (failures > 0) {
                        host.report(new Health(Health.Status.CONNECTED, "", ""));
                    }
                    return;
                } catch (Transient full) {
                    host.report(new Health(Health.Status.DEGRADED, "a message waits: " + full.getMessage(), ""));
                    pauses.after(failures);
                }
            }
        }

        @Override
        public Capabilities capabilities() {
            Duration repeatSafe = wire.memory() == Wire.Memory.REPEAT_SAFE ? Duration.ofMinutes(5) : Duration.ZERO;
            return new Capabilities(textLimit, Capabilities.Unit.UTF16, "markdown", repeatSafe, wire.kinds(), true, wire.files());
        }

        @Override
        public List<Inbound> parse(RawEvent raw) {
            JsonNode event = tree(new String(raw.body(), StandardCharsets.UTF_8));
            if (event.path("poison").asBoolean() && !robust) {
                throw new IllegalStateException("unknown field 'poison'");
            }
            Conversation.Kind kind = event.path("group").asBoolean() ? Conversation.Kind.GROUP : Conversation.Kind.DIRECT;
            Conversation chat = new Conversation(event.path("chat").asText(), kind, event.path("thread").asText(),
                    event.path("space").asText(), "");
            Origin origin = new Origin(chat, event.path("id").asText(), Instant.EPOCH);
            if (event.path("edit").asBoolean()) {
                return List.of(new Inbound.Edited(origin, Text.of("")));
            }
            if (event.has("moved")) {
                return List.of(new Inbound.Moved(new Conversation(event.path("moved").asText(), kind, "", "", ""), chat));
            }
            Sender sender = new Sender(event.path("from").asText(), event.path("from").asText(), event.path("handle").asText(), false, false, true, roles(event));
            if (event.has("pressed")) {
                return List.of(new Inbound.Pressed(origin, sender, event.path("pressed").asText()));
            }
            if (event.has("below")) {
                return reacted(event, new Origin(chat, event.path("below").asText(), Instant.EPOCH), sender);
            }
            boolean mention = event.path("mention").asBoolean();
            List<Inbound> messages = new ArrayList<>();
            event.path("texts").forEach(text -> messages.add(
                    new Inbound.Message(origin, sender, new Text(text.asText(), mention, Set.of()), files(event), answered(event), event.path("album").asText())));
            return messages;
        }

        private static List<Inbound> reacted(JsonNode event, Origin below, Sender sender) {
            List<Inbound> changes = new ArrayList<>();
            Map.of("reacted", true, "taken", false).forEach((field, added) -> Optional.of(event.path(field).asText()).filter(emoji -> !emoji.isEmpty())
                    .ifPresent(emoji -> changes.add(new Inbound.Reacted(below, sender, emoji, added))));
            return changes;
        }

        private static List<MediaRef> files(JsonNode event) {
            List<MediaRef> files = new ArrayList<>();
            event.path("files").forEach(file -> files.add(new MediaRef(file.path("name").asText(), file.path("mimeType").asText(), file.path("name").asText(), -1)));
            return files;
        }

        private ReplyTo answered(JsonNode event) {
            return event.has("quoted") ? new ReplyTo("quoted", event.path("quotedFrom").asText(), false, event.path("quoted").asText()) : ReplyTo.NONE;
        }

        private Set<String> roles(JsonNode event) {
            Set<String> roles = new HashSet<>();
            event.path("roles").forEach(role -> roles.add(role.asText()));
            return Set.copyOf(roles);
        }

        @Override
        public Delivery deliver(Outbound out, DeliveryKey key) {
            try {
                return out instanceof Outbound.Post post ? wire.deliver(account, post, read(post), key) : wire.gesture(out);
            } catch (Permanent gone) {
                return new Delivery.Rejected(Refusal.NOT_FOUND, String.valueOf(gone.getMessage()));
            }
        }

        private List<Wire.Held> read(Outbound.Post post) {
            List<Wire.Held> files = new ArrayList<>();
            for (MediaRef ref : post.media()) {
                try (InputStream content = host.media(ref)) {
                    files.add(new Wire.Held(ref.name(), ref.mimeType(), new String(content.readAllBytes(), StandardCharsets.ISO_8859_1)));
                } catch (IOException broken) {
                    throw new Permanent("the file " + ref.name() + " cannot be read", broken);
                }
            }
            return files;
        }

        @Override
        public Optional<Delivery> recall(Outbound out, DeliveryKey key) {
            return wire.recall(key);
        }

        @Override
        public void hint(Conversation to, Hint hint) {
            wire.hint(to, hint);
        }

        @Override
        public InputStream media(MediaRef ref) {
            return new ByteArrayInputStream(wire.file(ref.id()));
        }

        @Override
        public Probe probe() {
            return new Probe(true, "connected", "");
        }

        @Override
        public void quiesce() {
            quiet = true;
            pauses.end();
        }

        @Override
        public void close() {}
    }
}
