package dev.chela.core.message.internal;

import dev.chela.api.channel.MessageRef;
import dev.chela.api.channel.Outbound;
import dev.chela.api.fault.Denied;
import dev.chela.api.fault.Permanent;
import dev.chela.api.grant.Messages.Action;
import dev.chela.api.grant.Messages;
import dev.chela.api.tool.ToolCall;
import dev.chela.core.access.Access;
import dev.chela.core.access.Standing;
import dev.chela.core.config.Config;
import dev.chela.core.inbox.Intake;
import dev.chela.core.message.AddressBook;
import dev.chela.core.outbox.Courier;
import dev.chela.core.outbox.Gestures;
import dev.chela.core.outbox.Outbox.Held;
import dev.chela.core.outbox.Outbox;
import dev.chela.core.outbox.ReturnAddress;
import dev.chela.core.session.CallKeys;
import dev.chela.core.session.Runs;
import dev.chela.core.session.Session;
import dev.chela.core.session.Sessions;
import dev.chela.core.session.Transcripts;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** {@link Messages} of each call: through the outbox, under a key that the same call has again after a crash. */
@Component(service = Dispatch.class)
public final class Dispatch {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final AddressBook book;
    private final Courier courier;
    private final Gestures gestures;
    private final Sessions sessions;
    private final Transcripts transcripts;
    private final Runs runs;
    private final Intake intake;
    private final Access access;
    private final Config.Live<CrossContext> policy;

    @Activate
    public Dispatch(@Reference AddressBook book, @Reference Courier courier, @Reference Gestures gestures, @Reference Sessions sessions,
            @Reference Transcripts transcripts, @Reference Runs runs, @Reference Intake intake, @Reference Access access, @Reference Config config) {
        this.book = book;
        this.courier = courier;
        this.gestures = gestures;
        this.sessions = sessions;
        this.transcripts = transcripts;
        this.runs = runs;
        this.intake = intake;
        this.access = access;
        this.policy = config.section("", CrossContext.class);
    }

    @Deactivate
    public void close() {
        policy.close();
    }

    public Messages grant(ToolCall call) {
        return new Granted(call, sessions.open(call.session()), Standing.of(call.session(), runs, intake, access));
    }

    private final class Granted implements Messages {
        private final ToolCall call;
        private final Session session;
        private final Standing standing;
        /** Where this turn's answer goes, else where the last message over a channel came from. */
        private final Optional<ReturnAddress> here;

        Granted(ToolCall call, Session session, Standing standing) {
            this.call = call;
            this.session = session;
            this.standing = standing;
            this.here = ReturnAddress.read(standing.origin()).or(() -> ReturnAddress.read(session.address()));
        }

        @Override
        public Place find(Target target) {
            ReturnAddress there = address(target);
            return place(there);
        }

        private Place place(ReturnAddress there) {
            return new Place(there.channel(), there.account(), there.conversation().id(), there.name(), gestures.kinds(there.channel(), there.account()));
        }

        private ReturnAddress address(Target target) {
            ReturnAddress there = !target.to().isBlank() ? book.find(target) : here.orElseThrow(() -> new Permanent(
                    "this conversation is over no channel; say to whom it should go"));
            policy.get().objection(here, standing, there).ifPresent(why -> {
                throw new Denied("nothing may be sent from here to " + there.channel() + ":" + there.conversation().id() + ": " + why);
            });
            if (sessions.outward(session, there.write()).isEmpty()) {
                throw new Denied("nothing leaves this conversation: /send or session.sendPolicy keeps it in the house");
            }
            return there;
        }

        @Override
        public Done act(Target target, Action action) throws InterruptedException {
            ReturnAddress there = address(target);
            String key = CallKeys.of(transcripts, session, call);
            if (action instanceof Action.Send send) {
                String answered = send.replyTo().equals(Action.Send.ANSWERED) ? message("", there).id() : send.replyTo();
                return done(there, courier.send(key, there.answering(answered), send.text(), PATIENCE));
            }
            Outbound out = outbound(there, action);
            check(there, out);
            return done(there, List.of(gestures.make(key, there.channel(), there.account(), out, PATIENCE)));
        }

        private void check(ReturnAddress there, Outbound out) {
            String kind = out.getClass().getSimpleName();
            if (!gestures.kinds(there.channel(), there.account()).contains(kind)) {
                throw new Permanent(there.channel() + " cannot do this (" + kind + "); it can " + gestures.kinds(there.channel(), there.account()));
            }
        }

        private Outbound outbound(ReturnAddress there, Action action) {
            if (action instanceof Action.React react) {
                return new Outbound.React(there.conversation(), message(react.message(), there), react.emoji(), react.add());
            }
            if (action instanceof Action.Edit edit) {
                return new Outbound.Edit(there.conversation(), message(edit.message(), there), gestures.written(there.channel(), there.account(), edit.text()));
            }
            if (action instanceof Action.Delete delete) {
                return new Outbound.Delete(there.conversation(), message(delete.message(), there));
            }
            Action.Poll poll = (Action.Poll) action;
            return new Outbound.Poll(there.conversation(), poll.question(), poll.choices());
        }

        /** The one that this turn answers stands in no other place. */
        private MessageRef message(String given, ReturnAddress there) {
            String id = given.isBlank() ? here.filter(there::isSamePlace).map(place -> place.replyTo().messageId()).orElse("") : given;
            if (id.isBlank()) {
                throw new Permanent("messageId must say which message is meant");
            }
            return new MessageRef(id);
        }
    }

    private Messages.Done done(ReturnAddress there, List<Held> parts) {
        Messages.Place place = new Messages.Place(there.channel(), there.account(), there.conversation().id(), there.name(), Set.of());
        List<String> ids = parts.stream().flatMap(part -> part.refs().stream()).map(MessageRef::id).toList();
        Messages.State worst = parts.stream().map(part -> state(part.state())).max(Comparator.naturalOrder()).orElse(Messages.State.SENT);
        String why = parts.stream().filter(part -> state(part.state()) == worst).map(Held::why).findFirst().orElse("");
        return new Messages.Done(place, worst, ids, worst == Messages.State.SENT ? "" : why);
    }

    private static Messages.State state(Outbox.State state) {
        return switch (state) {
            case SENT -> Messages.State.SENT;
            case IN_DOUBT -> Messages.State.IN_DOUBT;
            case REJECTED -> Messages.State.REFUSED;
            default -> Messages.State.ON_ITS_WAY;
        };
    }
}
