package dev.chela.core.schedule.internal;

import dev.chela.api.channel.ReplyTo;
import dev.chela.api.fault.Permanent;
import dev.chela.api.grant.Messages.Target;
import dev.chela.api.id.AgentId;
import dev.chela.api.id.SessionKey;
import dev.chela.core.agent.Agents;
import dev.chela.core.message.AddressBook;
import dev.chela.core.outbox.ReturnAddress;
import dev.chela.core.schedule.internal.Delivery.Route;
import dev.chela.core.session.Glance;
import dev.chela.core.session.Session;
import dev.chela.core.session.SessionKeys;
import dev.chela.core.session.Sessions;
import java.util.stream.Stream;

/** Finds the conversation that a job's turn takes place in, and where its result goes. */
final class Places {
    /** Before the key of the conversation that a job names. */
    static final String NAMED = "session:";

    private final Agents agents;
    private final Sessions sessions;
    private final AddressBook book;

    Places(Agents agents, Sessions sessions, AddressBook book) {
        this.agents = agents;
        this.sessions = sessions;
        this.book = book;
    }

    AgentId agent(Job job) {
        if (!job.agent().isEmpty()) {
            return agents.get(new AgentId(job.agent())).id();
        }
        return job.session().isEmpty() ? agents.primary().id() : SessionKeys.read(job.session(), agents.primary().id()).agent();
    }

    /** @param run names the conversation of a run that has one of its own */
    SessionKey session(Job job, String run) {
        AgentId agent = agent(job);
        if (job.target().equals("main")) {
            return SessionKeys.main(agent);
        }
        if (job.target().startsWith(NAMED)) {
            return SessionKeys.read(job.target().substring(NAMED.length()), agent);
        }
        if (job.target().equals("current") && !job.session().isEmpty()) {
            return SessionKeys.read(job.session(), agent);
        }
        return new SessionKey("agent:" + agent + ":cron:" + SessionKeys.part(job.id()) + ":run:" + SessionKeys.part(run));
    }

    /** @throws Permanent saying why there is none */
    ReturnAddress address(Job job, Route route) {
        if (route.channel().equals("last") || route.to().isEmpty()) {
            return last(job, route.channel());
        }
        return book.find(new Target(route.channel(), route.account(), route.to(), route.thread()));
    }

    /** Where somebody last wrote from: in the job's own conversation, in the agent's main one, or in any of its. */
    private ReturnAddress last(Job job, String channel) {
        AgentId agent = agent(job);
        Stream<Session> own = Stream.of(job.session()).filter(key -> !key.isEmpty()).map(key -> SessionKeys.read(key, agent))
                .flatMap(key -> sessions.find(key).stream());
        Stream<Session> named = job.target().equals("isolated") ? Stream.empty() : sessions.find(session(job, "")).stream();
        Stream<Session> rest = Stream.concat(sessions.find(SessionKeys.main(agent)).stream(),
                sessions.glances().stream().map(Glance::key).filter(key -> key.agent().equals(agent)).flatMap(key -> sessions.find(key).stream()));
        return Stream.of(own, named, rest).flatMap(each -> each)
                .flatMap(session -> ReturnAddress.read(sessions.outward(session, session.address())).stream())
                .filter(address -> channel.equals("last") || address.channel().equals(channel))
                .findFirst().map(address -> new ReturnAddress(address.channel(), address.account(), address.conversation(), "", ReplyTo.NONE))
                .orElseThrow(() -> new Permanent("nobody has written over " + (channel.equals("last") ? "a channel" : channel)
                        + " yet, so that nobody knows where to send it; give the job's delivery a channel and a target"));
    }
}
