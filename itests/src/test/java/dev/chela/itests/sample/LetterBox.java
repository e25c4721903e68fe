package dev.chela.itests.sample;

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
import dev.chela.api.channel.MessageRef;
import dev.chela.api.channel.Origin;
import dev.chela.api.channel.Outbound;
import dev.chela.api.channel.Probe;
import dev.chela.api.channel.RawEvent;
import dev.chela.api.channel.Refusal;
import dev.chela.api.channel.Replay;
import dev.chela.api.channel.ReplyTo;
import dev.chela.api.channel.Sender;
import dev.chela.api.channel.Text;
import dev.chela.api.fault.Permanent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The channel {@code letterbox}: letters are files {@code in/<number>}, answers lines of {@code out.txt} that say which generation wrote
 * them. A letter is Alice's, unless its head, which ends with an empty line, says who wrote it, in which group, and whether it speaks to
 * the assistant there.
 */
public final class LetterBox implements ChannelType {
    /** Writes letters and gets none. */
    public static final String NO_BOX = "eve";

    public LetterBox() {
        Sabotage.activating();
    }

    void leave() {
        Sabotage.deactivating();
    }

    @Override
    public ChannelInfo info() {
        return new ChannelInfo("letterbox", "Letter box", "{\"type\":\"object\"}", Set.of(), List.of("Say where the directory is."));
    }

    @Override
    public Channel open(Account account, ChannelHost host) {
        Box box = new Box(Path.of(String.valueOf(account.settings().get("directory"))), host);
        host.tasks().start("read letters", box::read);
        return box;
    }

    /** What a letter of somebody else holds. */
    public static String letter(String from, String text) {
        return "From: " + from + "\n\n" + text;
    }

    public static String inGroup(String from, String group, boolean mention, String text) {
        return "From: " + from + "\nGroup: " + group + "\n" + (mention ? "Mention: yes\n" : "") + "\n" + text;
    }

    private static final class Box implements Channel {
        private static final String NUMBER = "number";
        private final Path root;
        private final ChannelHost host;
        private volatile boolean quiet;

        Box(Path root, ChannelHost host) {
            this.root = root;
            this.host = host;
        }

        private void read() {
            Cursor cursor = host.cursor(NUMBER);
            int next = cursor.equals(Cursor.NONE) ? 1 : Integer.parseInt(cursor.value()) + 1;
            try (WatchService changes = root.getFileSystem().newWatchService()) {
                root.resolve("in").register(changes, StandardWatchEventKinds.ENTRY_CREATE);
                host.report(new Health(Health.Status.CONNECTED, Generation.name(), ""));
                while (!quiet) {
                    Path letter = root.resolve("in").resolve(String.valueOf(next));
                    if (Files.exists(letter)) {
                        accept(next++, Files.readAllBytes(letter));
                    } else {
                        changes.take().reset();
                    }
                }
            } catch (InterruptedException closed) {
                Thread.currentThread().interrupt();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private synchronized void accept(int number, byte[] letter) {
            if (!quiet) {
                String name = String.valueOf(number);
                host.accept(new RawEvent(name, "alice", Replay.CURSOR, new Cursor(NUMBER, name), "text/plain", letter));
            }
        }

        @Override
        public Capabilities capabilities() {
            return new Capabilities(4000, Capabilities.Unit.UTF16, "plain", Duration.ofDays(1), Set.of("Post", "React", "Poll"), false,
                    new Capabilities.Files(1_000_000, 4000, Capabilities.Album.NONE));
        }

        @Override
        public List<Inbound> parse(RawEvent raw) {
            Sabotage.used();
            String letter = new String(raw.body(), StandardCharsets.UTF_8);
            int end = letter.startsWith("From: ") ? letter.indexOf("\n\n") : -1;
            String head = end < 0 ? "" : letter.substring(0, end + 1);
            String from = said(head, "From", "alice");
            String group = said(head, "Group", "");
            Conversation chat = group.isEmpty() ? new Conversation(from, Conversation.Kind.DIRECT, "", "", "")
                    : new Conversation(group, Conversation.Kind.GROUP, "", "", "");
            Text text = new Text(letter.substring(end < 0 ? 0 : end + 2), !said(head, "Mention", "").isEmpty(), Set.of());
            return List.of(new Inbound.Message(new Origin(chat, raw.eventId(), Instant.EPOCH),
                    new Sender(from, from, "", false, false, true, Set.of()), text, List.of(), ReplyTo.NONE));
        }

        private static String said(String head, String key, String otherwise) {
            return head.lines().filter(line -> line.startsWith(key + ": ")).map(line -> line.substring(key.length() + 2))
                    .findFirst().orElse(otherwise);
        }

        @Override
        public Delivery deliver(Outbound out, DeliveryKey key) {
            if (out.to().id().equals(NO_BOX)) {
                return new Delivery.Rejected(Refusal.NOT_FOUND, "who has no box gets no letters");
            }
            try {
                Files.writeString(root.resolve("out.txt"), Generation.name() + to(out.to().id()) + ": " + words(out) + "\n",
                        StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                return new Delivery.Sent(List.of(new MessageRef(key.value())));
            } catch (IOException e) {
                return new Delivery.Retry(Duration.ofSeconds(1));
            }
        }

        private static String words(Outbound out) {
            return out instanceof Outbound.Post post ? post.text().text() : out.toString();
        }

        private static String to(String chat) {
            return chat.equals("alice") ? "" : " to " + chat;
        }

        @Override
        public Optional<Delivery> recall(Outbound out, DeliveryKey key) {
            return Optional.empty();
        }

        @Override
        public void hint(Conversation to, Hint hint) {
            // Nobody waits beside a letter box.
        }

        @Override
        public InputStream media(MediaRef ref) {
            throw new Permanent("letters hold no files");
        }

        @Override
        public Probe probe() {
            return new Probe(true, Generation.name(), "");
        }

        @Override
        public synchronized void quiesce() {
            quiet = true;
        }

        @Override
        public void close() {
            quiet = true;
        }
    }
}
