package dev.chela.core.turn.internal;

import dev.chela.api.event.AgentEvent.Stage;
import dev.chela.api.fault.Fault;
import dev.chela.api.fault.Transient;
import dev.chela.api.id.RunId;
import dev.chela.api.id.SessionKey;
import dev.chela.api.task.Cancellation.Registration;
import dev.chela.api.task.Clock;
import dev.chela.core.access.Access;
import dev.chela.core.agent.Agents;
import dev.chela.core.agent.WorkspaceFiles;
import dev.chela.core.approval.Approvals;
import dev.chela.core.config.Config;
import dev.chela.core.event.Events;
import dev.chela.core.files.FileGrants;
import dev.chela.core.guest.Arrivals;
import dev.chela.core.hook.Hooks;
import dev.chela.core.inbox.Input;
import dev.chela.core.inbox.Intake;
import dev.chela.core.media.Enclosures;
import dev.chela.core.model.Models;
import dev.chela.core.model.Prices;
import dev.chela.core.outbox.Carrier;
import dev.chela.core.outbox.Post;
import dev.chela.core.secret.Redactor;
import dev.chela.core.session.Compaction;
import dev.chela.core.session.QueueRule;
import dev.chela.core.session.Runs;
import dev.chela.core.session.Sessions;
import dev.chela.core.session.SystemEvents;
import dev.chela.core.session.Transcripts;
import dev.chela.core.skill.Skills;
import dev.chela.core.store.Ledger;
import dev.chela.core.store.Step;
import dev.chela.core.task.Nightfall;
import dev.chela.core.task.Scope;
import dev.chela.core.tool.Tools;
import dev.chela.core.turn.Consequences;
import dev.chela.core.turn.Outlook;
import dev.chela.core.turn.Turns;
import dev.chela.core.turn.internal.context.Compactor;
import dev.chela.core.turn.internal.lane.LaneDriver;
import dev.chela.core.turn.internal.prompt.Prompts;
import dev.chela.core.turn.internal.reply.AnswerFiles;
import dev.chela.core.turn.internal.run.Enclosing;
import dev.chela.core.turn.internal.run.Rooms;
import dev.chela.core.turn.internal.run.RunBook;
import dev.chela.core.turn.internal.run.RunRows;
import dev.chela.core.turn.internal.run.Toolbox;
import dev.chela.core.turn.internal.settings.TurnSettings;
import dev.chela.core.turn.internal.tools.PluginTools;
import dev.chela.core.usage.Budgets;
import dev.chela.core.usage.UsageBook;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** The turn's component: gathers the rooms, and lends the lanes its life. */
@Component(service = {Turns.class, Runs.class, Compaction.class, Outlook.class})
public final class TurnService implements Turns, Runs, Compaction, Outlook {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration SOON = Duration.ofSeconds(5);

    private final RunBook book;
    private final LaneDriver driver;
    private final Compactor compactor;
    private final NextTurn next;
    private final Events events;
    private final Registration deaf;
    private final TurnSettings settings;
    private volatile boolean stopping;

    @Activate
    public TurnService(
            @Reference Ledger ledger, @Reference Sessions sessions, @Reference Transcripts transcripts,
            @Reference Intake intake, @Reference Post post, @Reference Agents agents, @Reference WorkspaceFiles files,
            @Reference Models models,
            @Reference Prices prices, @Reference Tools tools, @Reference Redactor redactor, @Reference Events events,
            @Reference Clock clock, @Reference Approvals approvals, @Reference SystemEvents systemEvents, @Reference UsageBook usage, @Reference Budgets budgets,
            @Reference Skills skills, @Reference Config config, @Reference Access access, @Reference Arrivals plugins,
            @Reference Consequences consequences, @Reference Hooks hooks, @Reference Enclosures enclosures, @Reference FileGrants grants, @Reference Carrier carrier,
            BundleContext context) {
        this(ledger, sessions, transcripts, intake, post, agents, files, models, prices, new PluginTools(tools, sessions, access), redactor, events, clock, approvals,
                systemEvents, usage, budgets, skills, config, consequences, hooks, new AnswerFiles(enclosures, grants, carrier, agents, intake, access), end -> Nightfall.at(context, end));
    }

    /** @param onShutdown takes what is to run when the framework begins to stop, since bundles with tools may stop before this one */
    TurnService(
            Ledger ledger, Sessions sessions, Transcripts transcripts, Intake intake, Post post, Agents agents, WorkspaceFiles files, Models models,
            Prices prices, Toolbox toolbox, Redactor redactor, Events events, Clock clock, Approvals approvals,
            SystemEvents systemEvents, UsageBook usage, Budgets budgets, Skills skills, Config config, Consequences consequences, Hooks hooks, Enclosing enclosing,
            Function<Runnable, Registration> onShutdown) {
        Scope threads = new Scope("chela-turn");
        settings = new TurnSettings(config, agents);
        Rooms rooms = new Rooms(ledger, new RunRows(ledger), sessions, transcripts, intake, post, agents, files, models, toolbox,
                new Prompts(agents, skills, toolbox::place, clock, consequences), events, clock, threads, UUID.randomUUID().toString(), prices, redactor, approvals,
                systemEvents, usage, budgets, skills, settings, consequences, hooks, enclosing);
        this.events = events;
        book = new RunBook(rooms);
        compactor = new Compactor(rooms, Optional.empty());
        next = new NextTurn(rooms);
        driver = new LaneDriver(rooms, book, threads);
        deaf = onShutdown.apply(this::end);
    }

    @Deactivate
    public void stop() {
        deaf.close();
        end();
        settings.close();
    }

    private void end() {
        stopping = true;
        compactor.stop();
        driver.stop();
    }

    /** What comes while the gateway stops is on disk already, and is taken up at the next start. */
    @Override
    public void admit(Input input, QueueRule rule) {
        if (!stopping) {
            driver.admit(input, rule);
        }
    }

    @Override
    public void record(Step.Builder step, Settled end, String stopReason) {
        RunBook.record(step, end, stopReason);
    }

    @Override
    public void announce(Ended end) {
        book.announce(end);
    }

    @Override
    public void resume() {
        driver.resume();
    }

    @Override
    public Optional<Active> active(SessionKey session) {
        return driver.active(session);
    }

    @Override
    public List<Active> all() {
        return driver.all();
    }

    @Override
    public List<Input> waiting(SessionKey session) {
        return driver.waiting(session);
    }

    @Override
    public List<RunId> abort(SessionKey session, Optional<RunId> only, String why) {
        if (only.isEmpty()) {
            compactor.cancel(session, why);
        }
        List<RunId> ended = driver.abort(session, only, why);
        events.publish(new Halted(session, only, why));
        return ended;
    }

    @Override
    public boolean quiet(SessionKey session, Duration atMost) {
        return driver.quiet(session, atMost);
    }

    @Override
    public <T> Optional<T> inBetween(SessionKey session, String why, Duration atMost, Supplier<T> change) {
        compactor.cancel(session, why);
        events.publish(new Halted(session, Optional.empty(), why));
        return driver.inBetween(session, why, atMost, change);
    }

    @Override
    public <T> Optional<T> whenFree(SessionKey session, Duration atMost, Supplier<T> change) {
        return driver.whenFree(session, atMost, change);
    }

    @Override
    public Outcome summarize(SessionKey session, String focus) {
        return whenFree(session, () -> compactor.summarize(session, focus, token -> next.flush(session, token)));
    }

    @Override
    public Outcome keep(SessionKey session, int messages) {
        return whenFree(session, () -> compactor.keep(session, messages));
    }

    private Outcome whenFree(SessionKey session, Supplier<Outcome> compaction) {
        return driver.whenFree(session, PATIENCE, () -> told(session, compaction)).orElseThrow(() ->
                new Transient("session " + session + " is at work; compact it when it has answered", SOON));
    }

    private Outcome told(SessionKey session, Supplier<Outcome> compaction) {
        String id = UUID.randomUUID().toString();
        events.publish(new Asked(session, id, Stage.START, ""));
        try {
            Outcome outcome = compaction.get();
            events.publish(outcome.compacted() ? new Asked(session, id, Stage.DONE, "")
                    : new Asked(session, id, Stage.FAILED, "nothing to compact"));
            return outcome;
        } catch (Fault | CancellationException failed) {
            events.publish(new Asked(session, id, Stage.FAILED, String.valueOf(failed.getMessage())));
            throw failed;
        }
    }

    @Override
    public Optional<Settled> await(RunId run, Duration atMost) {
        return book.await(run, atMost);
    }

    @Override
    public Optional<State> state(RunId run) {
        return book.state(run);
    }

    @Override
    public Sizes sizes(SessionKey session) {
        return next.sizes(session);
    }

    @Override
    public List<Described> tools(SessionKey session) {
        return next.tools(session);
    }

    @Override
    public String aside(SessionKey session, String question) {
        return next.aside(session, question);
    }
}
