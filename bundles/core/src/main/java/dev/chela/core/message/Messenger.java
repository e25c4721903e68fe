package dev.chela.core.message;

import dev.chela.api.channel.Capabilities;
import dev.chela.api.channel.MessageRef;
import dev.chela.api.channel.Outbound;
import dev.chela.api.fault.Permanent;
import dev.chela.api.grant.Messages.Action;
import dev.chela.api.grant.Messages.Done;
import dev.chela.api.grant.Messages.Place;
import dev.chela.api.grant.Messages.State;
import dev.chela.core.media.Enclosures.Reach;
import dev.chela.core.media.Enclosures;
import dev.chela.core.media.Kept;
import dev.chela.core.outbox.Courier;
import dev.chela.core.outbox.Gestures;
import dev.chela.core.outbox.Outbox.Held;
import dev.chela.core.outbox.Outbox;
import dev.chela.core.outbox.ReturnAddress;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Does something at a place of a channel, once for each key, and waits some seconds until the platform has taken it. Whether it may be
 * done there, whoever calls has asked. Safe on any thread.
 */
@Component(service = Messenger.class)
public final class Messenger {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Courier courier;
    private final Gestures gestures;
    private final Enclosures enclosures;

    @Activate
    public Messenger(@Reference Courier courier, @Reference Gestures gestures, @Reference Enclosures enclosures) {
        this.courier = courier;
        this.gestures = gestures;
        this.enclosures = enclosures;
    }

    /** Where that is, and what can be done there. */
    public Place place(ReturnAddress there) {
        Capabilities can = can(there);
        Set<String> able = new TreeSet<>(can.kinds());
        if (can.files().largest() > 0) {
            able.add("Files");
        }
        return new Place(there.channel(), there.account(), there.conversation().id(), there.name(), able);
    }

    private Capabilities can(ReturnAddress there) {
        return gestures.capabilities(there.channel(), there.account());
    }

    /**
     * @param key the same key twice is one doing, up to thirty days
     * @param action says which message it means, where it means one
     * @param reach where the paths of files lead that go with it
     * @throws Permanent when the channel cannot do this, or when of a message nothing would be seen there, or a file cannot be had
     * @throws dev.chela.api.fault.Transient when a file cannot be had now
     * @throws dev.chela.api.fault.Denied when a file may not be had
     */
    public Done act(String key, ReturnAddress there, Action action, Reach reach) throws InterruptedException {
        if (action instanceof Action.Send send) {
            return forward(key, there, send, reach, content -> courier.send(key, answering(there, send), content, PATIENCE));
        }
        Outbound out = outbound(there, action);
        check(there, out);
        return done(there, List.of(gestures.make(key, there.channel(), there.account(), out, PATIENCE)));
    }

    /** Sends a message in a commit that says more. Faults as {@link #act}. @param commit asked once for each key; nothing is sent when it throws */
    public Done send(String key, ReturnAddress there, Action.Send send, Reach reach, Courier.Commit commit) throws InterruptedException {
        return forward(key, there, send, reach, content -> courier.send(key, answering(there, send), content, PATIENCE, commit));
    }

    @FunctionalInterface
    private interface Sending {
        List<Held> of(Courier.Content content) throws InterruptedException;
    }

    /** What is on its way already needs no file a second time. */
    private Done forward(String key, ReturnAddress there, Action.Send send, Reach reach, Sending sending) throws InterruptedException {
        boolean anew = !send.files().isEmpty() && !courier.knows(key);
        try (Kept kept = anew ? enclosures.gather(send.files(), there.channel(), can(there), reach) : Kept.NOTHING) {
            return done(there, sending.of(new Courier.Content(send.text(), kept.refs())));
        }
    }

    private static ReturnAddress answering(ReturnAddress there, Action.Send send) {
        return send.replyTo().isEmpty() ? there : there.answering(send.replyTo());
    }

    private void check(ReturnAddress there, Outbound out) {
        String kind = out.getClass().getSimpleName();
        Set<String> kinds = can(there).kinds();
        if (!kinds.contains(kind)) {
            throw new Permanent(there.channel() + " cannot do this (" + kind + "); it can " + String.join(", ", new TreeSet<>(kinds)));
        }
    }

    private Outbound outbound(ReturnAddress there, Action action) {
        if (action instanceof Action.React react) {
            return new Outbound.React(there.conversation(), new MessageRef(react.message()), react.emoji(), react.add());
        }
        if (action instanceof Action.Edit edit) {
            return new Outbound.Edit(there.conversation(), new MessageRef(edit.message()), gestures.written(there.channel(), there.account(), edit.text()));
        }
        if (action instanceof Action.Delete delete) {
            return new Outbound.Delete(there.conversation(), new MessageRef(delete.message()));
        }
        Action.Poll poll = (Action.Poll) action;
        return new Outbound.Poll(there.conversation(), poll.question(), poll.choices(), poll.most());
    }

    private Done done(ReturnAddress there, List<Held> parts) {
        List<String> ids = parts.stream().flatMap(part -> part.refs().stream()).map(MessageRef::id).toList();
        State worst = parts.stream().map(part -> state(part.state())).max(Comparator.naturalOrder()).orElse(State.SENT);
        String why = parts.stream().filter(part -> state(part.state()) == worst).map(Held::why).findFirst().orElse("");
        return new Done(place(there), worst, ids, worst == State.SENT ? "" : why);
    }

    private static State state(Outbox.State state) {
        return switch (state) {
            case SENT -> State.SENT;
            case IN_DOUBT -> State.IN_DOUBT;
            case REJECTED -> State.REFUSED;
            default -> State.ON_ITS_WAY;
        };
    }
}
