package dev.chela.core.plugin.sample;

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
import dev.chela.api.channel.Replay;
import dev.chela.api.channel.ReplyTo;
import dev.chela.api.channel.Sender;
import dev.chela.api.channel.Text;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A channel to a {@link Platform}: a connection that events come in on, and one for each message that leaves. */
public class LineChannel implements ChannelType {
    public static final String ID = "lines";
    private static final String OFFSET = "offset";

    @Override
    public ChannelInfo info() {
        return new ChannelInfo(ID, "Lines", "{\"type\":\"object\"}", Set.of(), List.of());
    }

    @Override
    public Channel open(Account account, ChannelHost host) {
        try {
            Open open = new Open(host, ((Number) account.settings().get("port")).intValue());
            host.tasks().start("read", open::read);
            return open;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static final class Open implements Channel {
        private final ChannelHost host;
        private final int port;
        private final Socket socket;
        private volatile boolean quiet;

        Open(ChannelHost host, int port) throws IOException {
            this.host = host;
            this.port = port;
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
        }

        private void read() {
            Cursor cursor = host.cursor(OFFSET);
            int next = cursor.equals(Cursor.NONE) ? 0 : Integer.parseInt(cursor.value());
            host.report(new Health(Health.Status.CONNECTED, "", ""));
            try {
                BufferedReader in = reader(socket);
                writer(socket).println("READ " + next);
                for (String line = in.readLine(); line != null && !quiet; line = in.readLine()) {
                    next++;
                    host.accept(new RawEvent("e" + next, line.split("\t")[0], Replay.CURSOR, new Cursor(OFFSET, String.valueOf(next)),
                            "text/plain", line.getBytes(StandardCharsets.UTF_8)));
                }
            } catch (IOException e) {
                if (!quiet) {
                    throw new UncheckedIOException(e);
                }
            }
        }

        private static BufferedReader reader(Socket socket) throws IOException {
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        }

        private static PrintWriter writer(Socket socket) throws IOException {
            return new PrintWriter(socket.getOutputStream(), true, StandardCharsets.UTF_8);
        }

        @Override
        public Capabilities capabilities() {
            return new Capabilities(1000, Capabilities.Unit.UTF16, "plain", Duration.ZERO, Set.of("Post"), false);
        }

        @Override
        public List<Inbound> parse(RawEvent raw) {
            String[] parts = new String(raw.body(), StandardCharsets.UTF_8).split("\t");
            Conversation chat = new Conversation(parts[0], Conversation.Kind.GROUP, "", "", "");
            Sender sender = new Sender("alice", "Alice", "", false, false, true, Set.of());
            return List.of(new Inbound.Message(new Origin(chat, raw.eventId(), Instant.EPOCH), sender, Text.of(parts[1]), List.of(),
                    ReplyTo.NONE));
        }

        @Override
        public Delivery deliver(Outbound out, DeliveryKey key) {
            try (Socket once = new Socket(InetAddress.getLoopbackAddress(), port)) {
                writer(once).println("SAY " + out.to().id() + "\t" + ((Outbound.Post) out).text().text());
                return "OK".equals(reader(once).readLine())
                        ? new Delivery.Sent(List.of(new MessageRef(key.value()))) : new Delivery.InDoubt("no receipt");
            } catch (IOException e) {
                return new Delivery.InDoubt(e.toString());
            }
        }

        @Override
        public Optional<Delivery> recall(Outbound out, DeliveryKey key) {
            return Optional.empty();
        }

        @Override
        public void hint(Conversation to, Hint hint) {}

        @Override
        public InputStream media(MediaRef ref) {
            throw new UnsupportedOperationException("lines carry no files");
        }

        @Override
        public Probe probe() {
            return new Probe(true, "connected", "");
        }

        @Override
        public void quiesce() {
            quiet = true;
        }

        /** Only when the platform knows: whoever reads next must not meet this reader there. */
        @Override
        public void close() {
            try (socket) {
                socket.shutdownOutput();
                socket.getInputStream().transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
