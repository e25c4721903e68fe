package dev.chela.core.subagent.internal;

import dev.chela.api.fault.Denied;
import dev.chela.api.fault.Permanent;
import dev.chela.api.grant.Conversations;
import dev.chela.api.id.RunId;
import dev.chela.api.id.SessionKey;
import dev.chela.api.task.Clock;
import dev.chela.api.tool.ToolCall;
import dev.chela.core.access.Access;
import dev.chela.core.access.Standing;
import dev.chela.core.agent.Agents;
import dev.chela.core.config.Config;
import dev.chela.core.inbox.Input;
import dev.chela.core.inbox.Intake;
import dev.chela.core.inbox.Leash;
import dev.chela.core.inbox.Mandate;
import dev.chela.core.inbox.Manner;
import dev.chela.core.inbox.Manner.Queue;
import dev.chela.core.inbox.Said;
import dev.chela.core.sandbox.Sandboxes;
import dev.chela.core.session.CallKeys;
import dev.chela.core.session.Entry;
import dev.chela.core.session.Runs;
import dev.chela.core.session.Session;
import dev.chela.core.session.SessionKeys;
import dev.chela.core.session.Sessions;
import dev.chela.core.session.Transcripts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** {@link Conversations} of each call. What a conversation may not see is, for it, not there. */
@Component(service = Talks.class)
public final class Talks {
    private static final int USUAL = 50;
    private static final int MOST = 200;
    private static final Manner AT_ONCE = new Manner(Queue.STEER, Optional.empty()).literally();
    private static final Manner IN_TURN = new Manner(Queue.FOLLOWUP, Optional.empty()).literally();

    private final Sessions sessions;
    private final Transcripts transcripts;
    private final Runs runs;
    private final Intake intake;
    private final Access access;
    private final Agents agents;
    private final Clock clock;
    private final Sight sight;
    private final Config.Live<TalkConfig> config;

    @Activate
    public Talks(@Reference Sessions sessions, @Reference Transcripts transcripts, @Reference Runs runs, @Reference Intake intake,
            @Reference Access access, @Reference Agents agents, @Reference Sandboxes sandboxes, @Reference Clock clock, @Reference Config config) {
        this.sessions = sessions;
        this.transcripts = transcripts;
        this.runs = runs;
        this.intake = intake;
        this.access = access;
        this.agents = agents;
        this.clock = clock;
        this.sight = new Sight(sessions, sandboxes);
        this.config = config.section("", TalkConfig.class);
    }

    @Deactivate
    public void close() {
        config.close();
    }

    /** What is to be answered has a run of its own: said into another one it would be answered there, and nothing would go back. */
    static Manner manner(boolean answered, Leash leash) {
        return (answered ? IN_TURN : AT_ONCE).on(leash);
    }

    public Conversations grant(ToolCall call) {
        return new Granted(call, Standing.of(call.session(), runs, intake, access));
    }

    private Conversations.Glance glance(Session session) {
        String model = session.last().model().isEmpty() ? session.model() : session.last().model();
        return new Conversations.Glance(session.key().value(), session.label(), session.key().agent().value(), model, session.last().isRunning(),
                Instant.ofEpochMilli(session.updatedAt()), session.last().preview(), session.source().spawnedBy());
    }

    private final class Granted implements Conversations {
        private final SessionKey self;
        private final ToolCall call;
        private final Standing standing;

        Granted(ToolCall call, Standing standing) {
            this.call = call;
            this.self = call.session();
            this.standing = standing;
        }

        @Override
        public List<Glance> list(Filter filter) {
            long since = filter.within().isZero() ? 0 : clock.now().minus(filter.within()).toEpochMilli();
            String wanted = filter.search().toLowerCase(Locale.ROOT);
            return sessions.glances().stream().filter(each -> each.updatedAt() >= since && each.archivedAt() == 0)
                    .filter(each -> filter.agent().isEmpty() || each.key().agent().value().equals(filter.agent()))
                    .filter(each -> (each.key() + " " + each.label()).toLowerCase(Locale.ROOT).contains(wanted))
                    .flatMap(each -> sessions.find(each.key()).stream())
                    .filter(session -> sight.objection(self, standing, session, config.get()).isEmpty())
                    .limit(filter.most() <= 0 ? USUAL : Math.min(filter.most(), MOST)).map(Talks.this::glance).toList();
        }

        /** By key, by what a client would call it, or by label. */
        private Session named(String name) {
            Optional<Session> byKey = key(name).flatMap(sessions::find);
            Session found = byKey.or(() -> sessions.glances().stream().filter(each -> each.label().equalsIgnoreCase(name.strip())).findFirst()
                            .flatMap(each -> sessions.find(each.key())))
                    .orElseThrow(() -> new Permanent("there is no conversation '" + name + "'; sessions_list shows those there are"));
            sight.objection(self, standing, found, config.get()).ifPresent(why -> {
                throw new Denied("conversation '" + name + "' is not shown to this one: " + why);
            });
            return found;
        }

        private Optional<SessionKey> key(String name) {
            try {
                return Optional.of(SessionKeys.read(name, self.agent()));
            } catch (Permanent noKey) {
                return Optional.empty();
            }
        }

        @Override
        public List<Line> history(String conversation, int most, boolean tools) {
            List<Line> lines = new ArrayList<>();
            transcripts.back(named(conversation), entry -> {
                if (tools || !entry.role().equals("toolResult")) {
                    lines.add(new Line(entry.role(), at(entry), entry.text()));
                }
                return lines.size() < most;
            });
            Collections.reverse(lines);
            return lines;
        }

        private Instant at(Entry entry) {
            return Instant.ofEpochMilli(entry.message().path("timestamp").asLong());
        }

        @Override
        public Status status(String conversation) {
            Session session = conversation.isBlank() ? sessions.open(self) : named(conversation);
            return new Status(glance(session), session.spent().input(), session.spent().output(), Wording.dollars(session.spent().cost()),
                    session.last().contextTokens(), session.entries());
        }

        @Override
        public Sent send(String conversation, String text, Duration patience) throws InterruptedException {
            SessionKey target = named(conversation).key();
            check(target);
            standing.checkHops();
            boolean answered = patience.isZero() && config.get().turns() > 0;
            Mandate mandate = new Mandate(self.value(), standing.behalf(), standing.hops() + 1).answering(answered ? self.value() : "", 0);
            String id = "send:" + CallKeys.of(transcripts, sessions.open(self), call);
            boolean steers = !answered && runs.active(target).isPresent();
            intake.submit(new Input(id, "session", "", id, new Said(target, Wording.message(self.value(), text, answered), List.of(), "", manner(answered, standing.leash()),
                    Said.Aside.NONE, mandate), "", clock.now().toEpochMilli()));
            Optional<Runs.Settled> end = patience.isZero() ? Optional.empty() : runs.await(new RunId(id), patience);
            call.cancellation().check();
            return end.map(settled -> sent(id, settled)).orElse(new Sent.Accepted(id, steers));
        }

        private static Sent sent(String id, Runs.Settled end) {
            return end.state() == Runs.State.OK ? new Sent.Answered(id, end.text())
                    : new Sent.Failed(id, end.error().isEmpty() ? "it was stopped" : end.error());
        }

        private void check(SessionKey target) {
            if (target.equals(self)) {
                throw new Permanent("a conversation cannot send to itself; answer here instead");
            }
            if (target.rest().contains(":thread:")) {
                throw new Permanent("'" + target + "' is a thread of a channel: nothing can be sent into it from another conversation");
            }
            agents.get(target.agent());
        }
    }
}
