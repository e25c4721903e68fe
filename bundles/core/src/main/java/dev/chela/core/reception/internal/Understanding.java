package dev.chela.core.reception.internal;

import dev.chela.api.channel.Cursor;
import dev.chela.api.channel.Inbound;
import dev.chela.api.channel.RawEvent;
import dev.chela.api.channel.Replay;
import dev.chela.api.channel.ReplyTo;
import dev.chela.api.channel.Text;
import dev.chela.core.channel.Channels;
import dev.chela.core.channel.Channels.Reading;
import dev.chela.core.channel.ChannelsConfig;
import dev.chela.core.event.PublicEvent;
import dev.chela.core.inbox.Input;
import dev.chela.core.inbox.Input.Raw;
import dev.chela.core.inbox.Intake;
import dev.chela.core.inbox.Manner;
import dev.chela.core.inbox.Media;
import dev.chela.core.inbox.Received;
import dev.chela.core.inbox.Said;
import dev.chela.core.inbox.Said.Aside;
import dev.chela.core.outbox.ReturnAddress;
import dev.chela.core.routing.Facts;
import dev.chela.core.routing.Routing;
import dev.chela.core.routing.Routing.Target;
import dev.chela.core.store.Ledger;
import dev.chela.core.store.Step;
import dev.chela.core.untrusted.Untrusted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what a platform sent into what was said: one raw event becomes one input, several, or none. */
public final class Understanding {
    private static final Logger LOG = LoggerFactory.getLogger(Understanding.class);

    /** As OpenClaw tells its agents. */
    private static final String PRESSED = "callback_data: ";

    private final Ledger ledger;
    private final Intake intake;
    private final Channels channels;
    private final Routing routing;
    private final Supplier<ChannelsConfig> config;
    private final Reactions reactions;
    private final Moves moves;

    public Understanding(Ledger ledger, Intake intake, Channels channels, Routing routing, Supplier<ChannelsConfig> config, Reactions reactions) {
        this.ledger = ledger;
        this.intake = intake;
        this.channels = channels;
        this.routing = routing;
        this.config = config;
        this.reactions = reactions;
        this.moves = new Moves(ledger);
    }

    enum Progress { DONE, AWAY, UNREADABLE }

    Progress read(Input input, Consumer<Input> next) {
        Raw raw = (Raw) input.what();
        Reading reading = channels.read(channel(input), input.account(), new RawEvent(
                input.eventId(), raw.lane(), Replay.NOT_REPLAYABLE, Cursor.NONE, raw.contentType(), raw.body()));
        if (reading instanceof Reading.Understood understood) {
            understood(input, understood.events()).forEach(next);
            return Progress.DONE;
        }
        if (reading instanceof Reading.Unreadable unreadable) {
            LOG.warn("event {} of {} could not be read and waits for another version of the channel: {}", input.eventId(),
                    input.source(), unreadable.why());
            return Progress.UNREADABLE;
        }
        return Progress.AWAY;
    }

    static String channel(Input input) {
        return input.source().substring(Channels.SOURCE.length());
    }

    private List<Input> understood(Input input, List<Inbound> events) {
        List<Input> said = new ArrayList<>();
        Step.Builder step = Step.named("understand");
        for (Inbound read : events) {
            Inbound event = moves.asEver(channel(input), input.account(), read);
            if (event instanceof Inbound.Reacted reaction) {
                note(step, input, reaction);
            } else if (event instanceof Inbound.Moved move) {
                moves.note(step, channel(input), input.account(), move);
            }
            spoken(event).filter(message -> !message.sender().self()).ifPresent(message -> {
                for (Target target : targets(input, message)) {
                    said.add(said(input, message, target, said.size() + 1));
                }
            });
        }
        if (said.isEmpty()) {
            intake.close(step, input.id(), Intake.State.SETTLED);
        } else {
            intake.understand(step, input.id(), said.get(0).said(), said.get(0).origin());
            said.stream().skip(1).forEach(more -> intake.add(step, more));
            said.forEach(each -> step.fact(told(each)));
        }
        ledger.commit(step.build());
        return said;
    }

    private void note(Step.Builder step, Input input, Inbound.Reacted reaction) {
        config.get().account(channel(input), input.account()).flatMap(account -> reactions.heard(account, reaction)).ifPresent(heard ->
                targets(input, heard.as()).forEach(target -> reactions.note(step, said(input, heard.as(), target, 1), heard.line())));
    }

    /** A press of a button below a message of the assistant is said to it; one whose action is an order says that, as if it were written. */
    private static Optional<Inbound.Message> spoken(Inbound event) {
        if (event instanceof Inbound.Pressed press) {
            String said = press.actionId().startsWith("/") ? press.actionId() : PRESSED + press.actionId();
            return Optional.of(new Inbound.Message(press.origin(), press.sender(), new Text(said, true, Set.of()), List.of(), ReplyTo.NONE));
        }
        return event instanceof Inbound.Message message ? Optional.of(message) : Optional.empty();
    }

    private static PublicEvent told(Input said) {
        ReturnAddress from = ReturnAddress.read(said.origin()).orElseThrow();
        return Received.of(said, data -> data.put("channel", from.channel()).put("account", from.account())
                .put("conversation", from.conversation().id()).put("sender", from.sender()).put("senderName", from.name()));
    }

    /** Nobody is guessed: what is bound to no agent is for none. */
    private List<Target> targets(Input input, Inbound.Message message) {
        String channel = channel(input);
        boolean usual = routing.defaultAccount(channel).equals(input.account());
        Routing.Decision decision = routing.route(Facts.of(channel, input.account(), usual, message), message.text().value());
        if (decision.targets().isEmpty() && channels.refused(channel, input.account(), message.sender().id())) {
            LOG.warn("{}/{}: what '{}' wrote went to nobody: {}", channel, input.account(), message.sender().id(), decision.why());
        }
        return decision.targets();
    }

    private static Input said(Input input, Inbound.Message message, Target target, int number) {
        String suffix = number == 1 ? "" : "#" + number;
        Said said = new Said(target.session(), message.text().value(), media(message), "", Manner.PLAIN, quoted(message));
        ReplyTo replyTo = new ReplyTo(message.origin().messageId(), message.sender().id(), false, "");
        String origin = new ReturnAddress(channel(input), input.account(), message.origin().conversation(), message.sender().id(), replyTo,
                message.sender().displayName(), bare(message.sender().handle()), message.text().mentionsMe() || message.replyTo().me(), target.signature()).write();
        return new Input(input.id() + suffix, input.source(), input.account(), input.eventId() + suffix, said, origin,
                input.receivedAt());
    }

    private static String bare(String handle) {
        return handle.startsWith("@") ? handle.substring(1) : handle;
    }

    /** What the message answers; what the assistant said itself, it knows. */
    private static Aside quoted(Inbound.Message message) {
        ReplyTo answered = message.replyTo();
        return answered.me() || answered.quoted().isBlank() ? Aside.NONE : new Aside(Untrusted.wrap("a message that this one quotes",
                List.of(Map.entry("From", answered.authorId())), answered.quoted()), "");
    }

    /** Fetched later, when it is known that the sender may speak here: see {@link Opening}. */
    private static List<Media> media(Inbound.Message message) {
        return message.media().stream()
                .map(held -> new Media(held.mimeType(), held.name(), "", held.id(), held.bytes(), message.album())).toList();
    }
}
