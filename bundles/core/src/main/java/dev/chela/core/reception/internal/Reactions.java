package dev.chela.core.reception.internal;

import dev.chela.api.channel.Inbound;
import dev.chela.api.channel.Origin;
import dev.chela.api.channel.Outbound;
import dev.chela.api.channel.ReplyTo;
import dev.chela.api.channel.Text;
import dev.chela.core.access.Access;
import dev.chela.core.channel.ChannelsConfig.AccountSettings;
import dev.chela.core.inbox.Input;
import dev.chela.core.outbox.Outbox;
import dev.chela.core.outbox.Outbox.Held;
import dev.chela.core.session.SystemEvents;
import dev.chela.core.session.SystemEvents.Weight;
import dev.chela.core.store.Step;
import dev.chela.core.text.Excerpt;
import dev.chela.core.untrusted.Untrusted;
import java.util.List;
import java.util.Optional;

/**
 * What people put below messages. Nobody is answered: whatever turn begins next in the conversation is told of it, if the person may
 * speak there. Below whose messages is {@code reactionNotifications} of the account.
 */
public final class Reactions {
    private static final int EXCERPT = 80;

    private final Access access;
    private final Outbox outbox;
    private final SystemEvents events;

    public Reactions(Access access, Outbox outbox, SystemEvents events) {
        this.access = access;
        this.outbox = outbox;
        this.events = events;
    }

    /**
     * A reaction of which the assistant is to hear.
     *
     * @param as what its person would have said to do it with words, so that it is led where those would be
     * @param line as a model reads it
     */
    record Heard(Inbound.Message as, String line) {}

    Optional<Heard> heard(AccountSettings account, Inbound.Reacted reaction) {
        if (reaction.sender().self() || account.reactions().equals("off")) {
            return Optional.empty();
        }
        Origin below = reaction.origin();
        Optional<Held> own = outbox.sent(account.channel(), account.id(), below.conversation().id(), below.messageId());
        if (own.isEmpty() && account.reactions().equals("own")) {
            return Optional.empty();
        }
        // Platforms do not say in which thread a reaction was; where the assistant wrote is known.
        Origin there = own.map(held -> new Origin(held.parcel().out().to(), below.messageId(), below.sentAt())).orElse(below);
        Inbound.Message as = new Inbound.Message(there, reaction.sender(), Text.of(""), List.of(), ReplyTo.NONE);
        return Optional.of(new Heard(as, line(reaction, own)));
    }

    /** @param as the reaction, as what a person said to one of the agents */
    void note(Step.Builder step, Input as, String line) {
        if (access.judge(as) instanceof Access.Admitted) {
            events.add(step, as.said().session(), line, Weight.NEWS);
        }
    }

    private static String line(Inbound.Reacted reaction, Optional<Held> own) {
        String name = reaction.sender().displayName();
        return Untrusted.name(name.isBlank() ? reaction.sender().id() : name) + (reaction.added() ? " put " : " took away ")
                + Untrusted.name(reaction.emoji()) + (reaction.added() ? " below " : " from ")
                + own.map(held -> "your message" + excerpt(held.parcel().out())).orElse("the message " + Untrusted.name(reaction.origin().messageId()));
    }

    private static String excerpt(Outbound out) {
        String text = (out instanceof Outbound.Post post ? post.text() : ((Outbound.Edit) out).text()).text();
        String beginning = Excerpt.line(text, EXCERPT);
        return beginning.isEmpty() ? "" : ": " + beginning;
    }
}
