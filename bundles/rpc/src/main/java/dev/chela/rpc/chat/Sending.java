package dev.chela.rpc.chat;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.chela.api.channel.ReplyTo;
import dev.chela.api.fault.Transient;
import dev.chela.api.id.RunId;
import dev.chela.api.id.SessionKey;
import dev.chela.api.rpc.RpcFault;
import dev.chela.api.task.Clock;
import dev.chela.core.inbox.Input;
import dev.chela.core.inbox.Intake;
import dev.chela.core.inbox.Manner;
import dev.chela.core.inbox.Media;
import dev.chela.core.inbox.Said;
import dev.chela.core.model.Models;
import dev.chela.core.outbox.ReturnAddress;
import dev.chela.core.session.Sessions;
import dev.chela.core.session.Settings.Setting;
import dev.chela.rpc.channel.Targets;
import dev.chela.rpc.channel.Targets.Target;
import dev.chela.rpc.session.SessionRows;
import dev.chela.rpc.session.Thinking;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Puts what a client says to a session into the inbox, whichever method it came by. */
@Component(service = Sending.class)
public final class Sending {
    private final Intake intake;
    private final Sessions sessions;
    private final SessionRows rows;
    private final Models models;
    private final Targets targets;
    private final Clock clock;

    @Activate
    public Sending(
            @Reference Intake intake, @Reference Sessions sessions, @Reference SessionRows rows, @Reference Models models,
            @Reference Targets targets, @Reference Clock clock) {
        this.intake = intake;
        this.sessions = sessions;
        this.rows = rows;
        this.models = models;
        this.targets = targets;
        this.clock = clock;
    }

    /** A message whose form has been checked. */
    public record Message(String text, List<Media> media, Said.Aside aside) {
        Message beside(Said.Aside what) {
            return new Message(text, media, what);
        }

        /** @throws RpcFault when there is nothing in it, or an attachment cannot be read */
        static Message read(String method, String text, Optional<List<Map<String, Object>>> attachments) {
            List<Media> media = Attachments.read(attachments.orElse(List.of()));
            if (text.isBlank() && media.isEmpty()) {
                throw RpcFault.invalid("invalid " + method + " params: at /message: must not be empty without attachments");
            }
            return new Message(text, media, Said.Aside.NONE);
        }
    }

    /** {@code queueMode}, as clients write it. */
    enum QueueMode {
        @JsonProperty("steer") STEER(Manner.Queue.STEER),
        @JsonProperty("followup") FOLLOWUP(Manner.Queue.FOLLOWUP),
        @JsonProperty("collect") COLLECT(Manner.Queue.COLLECT),
        @JsonProperty("interrupt") INTERRUPT(Manner.Queue.INTERRUPT);

        private final Manner.Queue meaning;

        QueueMode(Manner.Queue meaning) {
            this.meaning = meaning;
        }
    }

    /** @throws RpcFault when the session's model cannot be told to think so */
    Manner manner(String method, SessionKey key, Optional<QueueMode> queue, Optional<Integer> timeoutMs, Optional<String> thinking) {
        String level = thinking.map(wanted -> Thinking.read(models, rows.model(sessions.open(key)), method, "thinking", wanted)).orElse("");
        return new Manner(queue.map(mode -> mode.meaning).orElse(Manner.Queue.USUAL), timeoutMs.map(Duration::ofMillis), level);
    }

    /** @param status {@code started}; {@code in_flight} and {@code ok} for what was said before */
    public record Sent(String runId, String status) {}

    /**
     * Where an answer is to go.
     *
     * @param deliver whether it goes anywhere besides the socket
     * @param to whom; empty for where the session's last message over a channel came from
     * @param channel over which it must go then; empty for any
     */
    record Wanted(boolean deliver, Optional<Target> to, Optional<String> channel) {}

    /** @throws RpcFault when it cannot go there */
    String address(String method, SessionKey key, Wanted wanted) {
        if (!wanted.deliver()) {
            return "";
        }
        if (sessions.open(key).settings().is(Setting.SEND_POLICY, "deny")) {
            throw RpcFault.invalid("invalid " + method + " params: at /deliver: " + key + " sends nothing over a channel: its sendPolicy is deny");
        }
        return wanted.to().map(target -> targets.find(method, target).write()).orElseGet(() -> lastOf(method, key, wanted.channel()));
    }

    private String lastOf(String method, SessionKey key, Optional<String> channel) {
        ReturnAddress last = ReturnAddress.read(sessions.open(key).address())
                .filter(to -> channel.map(to.channel()::equals).orElse(true))
                .orElseThrow(() -> RpcFault.invalid("invalid " + method + " params: at /deliver: " + key + " cannot deliver: nothing was"
                        + " said to it over " + channel.orElse("a channel") + " yet; say to whom, or leave 'deliver' out"));
        return new ReturnAddress(last.channel(), last.account(), last.conversation(), last.sender(), ReplyTo.NONE).write();
    }

    boolean known(RunId run) {
        return intake.find(run.value()).isPresent();
    }

    Sent send(SessionKey key, RunId run, Message message, Manner manner) {
        return send(key, run, message, manner, "");
    }

    /**
     * Acknowledged means on disk. The same run twice is one message.
     *
     * @param address as {@link #address} tells it
     */
    Sent send(SessionKey key, RunId run, Message message, Manner manner, String address) {
        try {
            Intake.Receipt receipt = intake.submit(new Input(run.value(), "chat", "", run.value(),
                    new Said(key, message.text(), message.media(), "", manner, message.aside()), address, clock.now().toEpochMilli()));
            return new Sent(run.value(), receipt.existing().map(Sending::status).orElse("started"));
        } catch (Transient full) {
            throw RpcFault.unavailable(String.valueOf(full.getMessage()), full.after().toMillis());
        }
    }

    private static String status(Intake.Kept kept) {
        return kept.state() == Intake.State.ACCEPTED || kept.state() == Intake.State.CONSUMED ? "in_flight" : "ok";
    }
}
