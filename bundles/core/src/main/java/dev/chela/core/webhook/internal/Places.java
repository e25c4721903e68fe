package dev.chela.core.webhook.internal;

import dev.chela.api.channel.ReplyTo;
import dev.chela.api.fault.Permanent;
import dev.chela.api.grant.Messages.Target;
import dev.chela.api.id.AgentId;
import dev.chela.api.id.SessionKey;
import dev.chela.core.agent.Agents;
import dev.chela.core.message.AddressBook;
import dev.chela.core.outbox.ReturnAddress;
import dev.chela.core.session.SessionKeys;
import dev.chela.core.session.Sessions;
import dev.chela.core.webhook.WebhooksConfig;
import dev.chela.core.webhook.internal.Wish.Author;
import dev.chela.core.webhook.internal.Wish.Deliver;
import dev.chela.core.webhook.internal.Wish.Place;
import dev.chela.core.webhook.internal.Wish.Way;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Finds the conversation in which a call is heard, and where its answer goes. */
final class Places {
    private static final String LAST = "last";

    private final Agents agents;
    private final Sessions sessions;
    private final AddressBook book;

    Places(Agents agents, Sessions sessions, AddressBook book) {
        this.agents = agents;
        this.sessions = sessions;
        this.book = book;
    }

    /** @throws Permanent when there is none, or it may not be named */
    SessionKey ofTurn(WebhooksConfig config, Place place) {
        String usual = config.defaultSessionKey().isEmpty() ? "hook:" + UUID.randomUUID() : config.defaultSessionKey();
        return session(config, place, usual);
    }

    /** @throws Permanent when there is none, or it may not be named */
    SessionKey ofWake(WebhooksConfig config, Place place) {
        return session(config, place, "main");
    }

    private SessionKey session(WebhooksConfig config, Place place, String usual) {
        AgentId agent = place.agent().isEmpty() ? agents.primary().id() : named(place.agent());
        SessionKey session = SessionKeys.read(place.session().isEmpty() ? usual : place.session(), agent);
        boolean asked = place.author() == Author.CALLER && !place.session().isEmpty();
        if (asked && !config.allowRequestSessionKey()) {
            throw new Permanent("sessionKey is not for the caller to choose, unless hooks.allowRequestSessionKey is true");
        }
        List<String> prefixes = config.allowedSessionKeyPrefixes();
        if (asked && !prefixes.isEmpty() && prefixes.stream().noneMatch(prefix -> begins(session, prefix))) {
            throw new Permanent("sessionKey must begin with one of hooks.allowedSessionKeyPrefixes");
        }
        boolean named = asked || !place.agent().isEmpty();
        if (named && !session.agent().equals(agents.primary().id()) && !config.lets(session.agent().value())) {
            throw new Permanent("the agent '" + session.agent() + "' is not among hooks.allowedAgentIds");
        }
        agents.get(session.agent());
        return session;
    }

    private static AgentId named(String agent) {
        try {
            return new AgentId(agent.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException malformed) {
            throw new Permanent("agentId: " + malformed.getMessage(), malformed);
        }
    }

    private static boolean begins(SessionKey session, String prefix) {
        String wanted = prefix.strip().toLowerCase(Locale.ROOT);
        return (wanted.startsWith("agent:") ? session.value() : session.rest()).startsWith(wanted);
    }

    /**
     * As the origin of an input; empty for nowhere.
     *
     * @throws Permanent when it shall go somewhere and nobody knows where that is
     */
    String address(Way way, AgentId agent) {
        if (way.deliver() == Deliver.NO) {
            return "";
        }
        boolean last = way.channel().isEmpty() || way.channel().equals(LAST);
        if (!way.to().isEmpty()) {
            return book.find(new Target(last ? "" : way.channel(), way.account(), way.to(), "")).write();
        }
        Optional<ReturnAddress> known = last(agent).filter(address -> last || address.channel().equals(way.channel()));
        if (known.isEmpty() && (way.deliver() == Deliver.YES || !last)) {
            throw new Permanent("the answer is to be delivered, and the main conversation of agent '" + agent + "' was over "
                    + (last ? "no channel" : "another channel than " + way.channel()) + " yet; say channel and to");
        }
        return known.map(ReturnAddress::write).orElse("");
    }

    /** Of the main conversation alone: what other systems send shall not turn up where a stranger happened to write last. */
    private Optional<ReturnAddress> last(AgentId agent) {
        return sessions.find(SessionKeys.main(agent)).flatMap(main -> ReturnAddress.read(sessions.outward(main, main.address())))
                .map(address -> new ReturnAddress(address.channel(), address.account(), address.conversation(), "", ReplyTo.NONE));
    }
}
