package dev.chela.core.message;

import dev.chela.api.channel.Conversation;
import dev.chela.api.channel.Conversation.Kind;
import dev.chela.api.channel.ReplyTo;
import dev.chela.api.fault.Permanent;
import dev.chela.api.grant.Messages.Target;
import dev.chela.core.access.Pairings;
import dev.chela.core.channel.Channels;
import dev.chela.core.channel.Channels.AccountStatus;
import dev.chela.core.outbox.ReturnAddress;
import dev.chela.core.session.Glance;
import dev.chela.core.session.Session;
import dev.chela.core.session.SessionKeys;
import dev.chela.core.session.Sessions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whom the house knows on which channel: those who wrote, and those whom the owner let in. Safe on any thread. */
@Component(service = AddressBook.class)
public final class AddressBook {
    private static final Map<String, Kind> KINDS = Map.of("user", Kind.DIRECT, "peer", Kind.DIRECT, "dm", Kind.DIRECT, "direct", Kind.DIRECT,
            "group", Kind.GROUP, "channel", Kind.CHANNEL, "room", Kind.CHANNEL);

    private final Channels channels;
    private final Sessions sessions;
    private final Pairings pairings;

    @Activate
    public AddressBook(@Reference Channels channels, @Reference Sessions sessions, @Reference Pairings pairings) {
        this.channels = channels;
        this.sessions = sessions;
        this.pairings = pairings;
    }

    /** @param names what people may call it; the first is how it is shown */
    private record Known(String channel, String account, Conversation conversation, List<String> names) {
        boolean isCalled(String text) {
            return conversation.id().equalsIgnoreCase(text) || names.stream().anyMatch(text::equalsIgnoreCase);
        }

        String told() {
            return channel + "/" + account + ":" + conversation.id() + (names.isEmpty() ? "" : " (" + names.get(0) + ")");
        }

        ReturnAddress address(String thread) {
            Conversation place = thread.isEmpty() ? conversation : new Conversation(conversation.id(), conversation.kind(), thread,
                    conversation.spaceId(), conversation.title());
            return new ReturnAddress(channel, account, place, "", ReplyTo.NONE, names.isEmpty() ? "" : names.get(0), "", false, "");
        }
    }

    /**
     * Where a target is.
     *
     * @throws Permanent when there is no such channel or account, nobody is known by the name, or several are
     */
    public ReturnAddress find(Target target) {
        List<AccountStatus> accounts = accounts(target);
        String to = target.to().strip();
        Optional<String> prefix = accounts.stream().map(AccountStatus::channel).filter(id -> to.startsWith(id + ":")).findFirst();
        String rest = prefix.map(id -> to.substring(id.length() + 1)).orElse(to);
        List<AccountStatus> meant = accounts.stream().filter(each -> prefix.map(each.channel()::equals).orElse(true)).toList();
        int colon = rest.indexOf(':');
        Optional<Kind> kind = colon > 0 ? Optional.ofNullable(KINDS.get(rest.substring(0, colon))) : Optional.empty();
        String name = kind.isPresent() ? rest.substring(colon + 1) : rest;
        if (name.isBlank()) {
            throw new Permanent("'" + target.to() + "' names nobody");
        }
        Optional<Known> known = known(name, kind, meant, target);
        return known.map(found -> found.address(target.thread())).orElseGet(() -> byId(name, kind.orElse(Kind.DIRECT), meant, target));
    }

    private List<AccountStatus> accounts(Target target) {
        List<AccountStatus> fitting = channels.accounts().stream().filter(AccountStatus::enabled)
                .filter(each -> target.channel().isEmpty() || each.channel().equals(target.channel()))
                .filter(each -> target.account().isEmpty() || each.account().equals(target.account())).toList();
        if (fitting.isEmpty()) {
            throw new Permanent("no channel has such an account" + (target.channel().isEmpty() ? "" : ": " + target.channel() + " " + target.account())
                    + "; there are " + channels.accounts().stream().map(each -> each.channel() + "/" + each.account()).collect(Collectors.joining(", ")));
        }
        return fitting;
    }

    private Optional<Known> known(String name, Optional<Kind> kind, List<AccountStatus> accounts, Target target) {
        List<Known> found = all().filter(each -> each.isCalled(name) && kind.map(each.conversation().kind()::equals).orElse(true))
                .filter(each -> accounts.stream().anyMatch(account -> account.channel().equals(each.channel())
                        && account.account().equals(each.account()))).toList();
        Optional<Known> exactly = found.stream().filter(each -> each.conversation().id().equals(name)).findFirst();
        if (found.size() > 1 && exactly.isEmpty()) {
            throw new Permanent("'" + target.to() + "' may be " + found.stream().map(Known::told).collect(Collectors.joining(", ")) + "; say which");
        }
        return exactly.or(() -> found.stream().findFirst());
    }

    private ReturnAddress byId(String id, Kind kind, List<AccountStatus> accounts, Target target) {
        List<String> ids = accounts.stream().map(AccountStatus::channel).distinct().toList();
        if (id.contains(" ") || ids.size() > 1) {
            throw new Permanent("nobody called '" + target.to() + "' is known here" + (ids.size() > 1 ? "; to write to a platform's id, name the channel: "
                    + String.join(", ", ids) : ""));
        }
        AccountStatus account = accounts.get(0);
        return new ReturnAddress(account.channel(), account.account(), new Conversation(id, kind, target.thread(), "", ""), "", ReplyTo.NONE);
    }

    /** Each place once, under all its names. */
    private Stream<Known> all() {
        Map<String, Known> all = new LinkedHashMap<>();
        sessions.glances().stream().map(Glance::key).filter(key -> key.rest().equals("main") || SessionKeys.scope(key).isPresent())
                .flatMap(key -> sessions.find(key).stream()).flatMap(session -> ofSession(session).stream()).forEach(each -> add(all, each));
        pairings.people().forEach(person -> add(all, new Known(person.channel(), person.account(),
                new Conversation(person.sender(), Kind.DIRECT, "", "", ""), person.name().isBlank() ? List.of() : List.of(person.name()))));
        return all.values().stream();
    }

    private static void add(Map<String, Known> all, Known one) {
        all.merge(one.channel() + " " + one.account() + " " + one.conversation().id(), one, (first, second) -> new Known(first.channel(),
                first.account(), first.conversation(), Stream.concat(first.names().stream(), second.names().stream()).distinct().toList()));
    }

    private static Optional<Known> ofSession(Session session) {
        return ReturnAddress.read(session.address()).map(from -> {
            List<String> names = new ArrayList<>(List.of(from.direct() ? from.name() : from.conversation().title()));
            if (from.direct()) {
                names.add(from.handle());
            }
            if (!session.isMain()) {
                names.add(session.label());
            }
            names.removeIf(String::isBlank);
            Conversation place = new Conversation(from.conversation().id(), from.conversation().kind(), "", from.conversation().spaceId(),
                    from.conversation().title());
            return new Known(from.channel(), from.account(), place, List.copyOf(names));
        });
    }
}
