package dev.chela.core.turn.internal;

import dev.chela.api.id.RunId;
import dev.chela.api.id.SessionKey;
import dev.chela.api.task.Clock;
import dev.chela.core.agent.Agents;
import dev.chela.core.event.Events;
import dev.chela.core.inbox.Intake;
import dev.chela.core.model.Models;
import dev.chela.core.model.Prices;
import dev.chela.core.outbox.Post;
import dev.chela.core.secret.Redactor;
import dev.chela.core.session.Runs;
import dev.chela.core.session.Sessions;
import dev.chela.core.session.Transcripts;
import dev.chela.core.store.Ledger;
import dev.chela.core.task.Scope;
import dev.chela.core.tool.Tools;
import dev.chela.core.turn.Turns;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** The turn's component: gathers the rooms, and lends the lanes its life. */
@Component(service = {Turns.class, Runs.class})
public final class TurnService implements Turns, Runs {
    private final LaneDriver driver;

    @Activate
    public TurnService(
            @Reference Ledger ledger, @Reference Sessions sessions, @Reference Transcripts transcripts,
            @Reference Intake intake, @Reference Post post, @Reference Agents agents, @Reference Models models,
            @Reference Prices prices, @Reference Tools tools, @Reference Redactor redactor, @Reference Events events,
            @Reference Clock clock) {
        this(ledger, sessions, transcripts, intake, post, agents, models, prices, new PluginTools(tools), redactor, events, clock);
    }

    TurnService(
            Ledger ledger, Sessions sessions, Transcripts transcripts, Intake intake, Post post, Agents agents, Models models,
            Prices prices, Toolbox toolbox, Redactor redactor, Events events, Clock clock) {
        Scope threads = new Scope("chela-turn");
        driver = new LaneDriver(
                new Rooms(ledger, new RunRows(ledger), sessions, transcripts, intake, post, agents, models, toolbox,
                        new Prompts(agents, clock), events, clock, threads, UUID.randomUUID().toString(),
                        prices, redactor),
                threads);
    }

    @Deactivate
    public void stop() {
        driver.stop();
    }

    @Override
    public void admit(Intake.Input input) {
        driver.admit(input);
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
    public List<RunId> abort(SessionKey session, Optional<RunId> only, String why) {
        return driver.abort(session, only, why);
    }

    @Override
    public boolean quiet(SessionKey session, Duration atMost) {
        return driver.quiet(session, atMost);
    }

    @Override
    public Optional<Settled> await(RunId run, Duration atMost) {
        return driver.await(run, atMost);
    }

    @Override
    public Optional<State> state(RunId run) {
        return driver.state(run);
    }
}
