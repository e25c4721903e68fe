package dev.chela.core.heartbeat.internal;

import dev.chela.api.channel.ReplyTo;
import dev.chela.api.fault.Permanent;
import dev.chela.api.grant.Messages.Target;
import dev.chela.core.access.Owners;
import dev.chela.core.heartbeat.internal.Listener.Nobody;
import dev.chela.core.heartbeat.internal.Listener.Someone;
import dev.chela.core.message.AddressBook;
import dev.chela.core.outbox.ReturnAddress;
import dev.chela.core.session.Glance;
import dev.chela.core.session.Session;
import dev.chela.core.session.SessionKeys;
import dev.chela.core.session.Sessions;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds who hears what a heartbeat has to tell. A room in which others read along is only told when it is named. */
final class Destinations {
    private final Sessions sessions;
    private final AddressBook book;
    private final Owners owners;

    Destinations(Sessions sessions, AddressBook book, Owners owners) {
        this.sessions = sessions;
        this.book = book;
        this.owners = owners;
    }

    Listener of(Pulse pulse) {
        try {
            Listener found = switch (pulse.target()) {
                case "none" -> new Nobody("target-none", false);
                case "owner" -> owner();
                case "last" -> last(pulse, "").map(Listener.class::cast).orElse(new Nobody("no-target", false));
                default -> named(pulse);
            };
            return found instanceof Someone someone && someone.address().direct() && !pulse.tellsDirectly() ? new Nobody("dm-blocked", false) : found;
        } catch (Permanent unknown) {
            return new Nobody("no-route: " + unknown.getMessage(), true);
        }
    }

    private Listener owner() {
        Optional<String> first = owners.named().stream().filter(owner -> !owner.endsWith("*")).findFirst();
        if (first.isEmpty()) {
            return new Nobody("no-route: commands.ownerAllowFrom names nobody with a channel, like \"telegram:42\"", true);
        }
        int colon = first.get().indexOf(':');
        return new Someone(book.find(new Target(first.get().substring(0, colon), "", "user:" + first.get().substring(colon + 1), "")));
    }

    private Listener named(Pulse pulse) {
        if (!pulse.to().isEmpty()) {
            return new Someone(book.find(new Target(pulse.target(), pulse.account(), pulse.to(), "")));
        }
        return last(pulse, pulse.target()).map(Listener.class::cast)
                .orElse(new Nobody("no-route: nobody has written directly over " + pulse.target() + " yet; say to whom it goes with to", true));
    }

    /** Who wrote directly last: in the agent's main conversation, else in any of its. */
    private Optional<Someone> last(Pulse pulse, String channel) {
        Stream<Session> main = sessions.find(SessionKeys.main(pulse.agent().id())).stream();
        Stream<Session> rest = sessions.glances().stream().map(Glance::key).filter(key -> key.agent().equals(pulse.agent().id()))
                .flatMap(key -> sessions.find(key).stream());
        return Stream.concat(main, rest)
                .flatMap(session -> ReturnAddress.read(sessions.outward(session, session.address())).stream())
                .filter(ReturnAddress::direct).filter(address -> channel.isEmpty() || address.channel().equals(channel))
                .filter(address -> pulse.account().isEmpty() || address.account().equals(pulse.account()))
                .findFirst().map(address -> new Someone(new ReturnAddress(address.channel(), address.account(), address.conversation(), "", ReplyTo.NONE)));
    }
}
