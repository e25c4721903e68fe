package dev.chela.core.schedule.internal;

import dev.chela.api.channel.ReplyTo;
import dev.chela.api.fault.Permanent;
import dev.chela.api.grant.Messages.Target;
import dev.chela.api.id.AgentId;
import dev.chela.api.id.SessionKey;
import dev.chela.core.agent.Agents;
import dev.chela.core.message.AddressBook;
import dev.chela.core.message.Borders;
import dev.chela.core.outbox.ReturnAddress;
import dev.chela.core.schedule.internal.Delivery.Route;
import dev.chela.core.session.Glance;
import dev.chela.core.session.Session;
import dev.chela.core.session.SessionKeys;
import dev.chela.core.session.Sessions;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the conversation that a job's turn takes place in, and where its result goes. */
final class Places {
    /** Before the key of the conversation that a job names. */
    static final String NAMED = "session:";
    private static final Pattern OF_RUN = Pattern.compile("cron:.+:run:[^:]+");
    private static final Logger LOG = LoggerFactory.getLogger(Places.class);

    private final Agents agents;
    private final Sessions sessions;
    private final AddressBook book;
    private final Borders borders;

    Places(Agents agents, Sessions sessions, AddressBook book, Borders borders) {
        this.borders = borders;
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
        return new SessionKey("agent:" + agent + ":" + runs(job) + SessionKeys.part(run));
    }

    /**
     * Where something of a job goes that the job itself names.
     *
     * @throws Permanent saying why there is no such place, or why policy keeps the job from it
     */
    ReturnAddress permitted(Job job, Route route) {
        ReturnAddress there = address(job, route);
        objection(job, there).ifPresent(why -> {
            throw new Permanent(why);
        });
        return there;
    }

    /** What speaks against this place by policy; a place that cannot be found yet is judged when it is written to. */
    Optional<String> objection(Job job, Route route) {
        try {
            return objection(job, address(job, route));
        } catch (Permanent notYet) {
            LOG.debug("where job {} sends its result is not known yet", job.id(), notYet);
            return Optional.empty();
        }
    }

    /** Whether a conversation is that of a single run. */
    static boolean isOfRun(SessionKey session) {
        return OF_RUN.matcher(session.rest()).matches();
    }

    static boolean isOf(Job job, SessionKey session) {
        return session.rest().startsWith(runs(job));
    }

    private static String runs(Job job) {
        return "cron:" + SessionKeys.part(job.id()) + ":run:";
    }

    /** What speaks against everything that a run would send whose job is gone: nobody knows any more whose conversation it belonged to. */
    Optional<String> orphaned() {
        return borders.anyway().map(why -> "the job of this conversation is there no more, so that nobody knows where it may write to: " + why);
    }

    Optional<String> objection(Job job, ReturnAddress there) {
        Optional<ReturnAddress> here = here(job);
        return borders.objection(here, there).map(why -> "nothing may be sent from " + told(here.orElseThrow()) + ", whose conversation this job belongs to, to "
                + told(there) + ": " + why);
    }

    private static String told(ReturnAddress place) {
        return place.channel() + ":" + place.conversation().id();
    }

    /** Of the conversation that its turns take place in, else of the one that it was made in. Empty for a job of no conversation on a channel. */
    private Optional<ReturnAddress> here(Job job) {
        Stream<SessionKey> made = Stream.of(job.session()).filter(key -> !key.isEmpty()).map(key -> SessionKeys.read(key, agent(job)));
        return Stream.concat(Stream.of(session(job, "")), made).flatMap(key -> sessions.find(key).stream())
                .flatMap(session -> ReturnAddress.read(session.address()).stream()).findFirst();
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
