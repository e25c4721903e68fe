package dev.chela.core.turn.internal;

import dev.chela.api.event.AgentEvent.Phase;
import dev.chela.api.fault.Fault;
import dev.chela.api.id.ModelRef;
import dev.chela.core.agent.Agent;
import dev.chela.core.inbox.Intake.Input;
import dev.chela.core.model.Models;
import dev.chela.core.outbox.Carrier;
import dev.chela.core.session.Entry;
import dev.chela.core.session.Runs.Settled;
import dev.chela.core.session.Session;
import dev.chela.core.session.UserEntry;
import dev.chela.core.store.Step;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;

/**
 * One turn, on its lane's thread. What to do next is read from the transcript, never from memory, so that a turn which was
 * interrupted by a crash goes on exactly where a turn that was not would be.
 */
final class Turn {
    private static final String TIMED_OUT = "the run's time is over";

    private final Rooms rooms;
    private final ActiveRun run;
    private final Agent agent;
    private final Settlement settlement;
    private final ToolSteps tools;
    private final TimeLimit limit;
    private final Shortening shortening;
    private final Pruner pruner;

    Turn(Rooms rooms, ActiveRun run, Agent agent, Settlement settlement, Gate gate) {
        this.rooms = rooms;
        this.run = run;
        this.agent = agent;
        this.settlement = settlement;
        this.limit = new TimeLimit(rooms.clock(), run.input().said().manner().timeout().orElse(agent.timeout()), () -> run.token().cancel(TIMED_OUT));
        this.tools = new ToolSteps(rooms, run, agent, resting(gate), this::candidates);
        this.pruner = new Pruner(rooms, run);
        this.shortening = new Shortening(rooms, run, new MemoryFlush(rooms, run, agent, tools::offered));
    }

    /** Runs to its end. Empty when the gateway stopped in between: then nothing is settled. */
    Optional<Settled> run() {
        try (limit) {
            begin();
            return Optional.of(converse());
        } catch (CancellationException cancelled) {
            return interrupted();
        } catch (Fault fault) {
            return run.token().cancelled() ? interrupted() : Optional.of(settlement.failed(fault));
        }
    }

    private Permission.Rest resting(Gate gate) {
        return new Permission.Rest() {
            @Override
            public <T> T during(Callable<T> waiting) throws Exception {
                limit.pause();
                try {
                    return gate.outside(waiting);
                } finally {
                    limit.resume();
                }
            }
        };
    }

    private Optional<Settled> interrupted() {
        return switch (run.token().reason()) {
            case ActiveRun.STOPPING -> Optional.empty();
            case TIMED_OUT -> Optional.of(settlement.timedOut());
            default -> Optional.of(settlement.aborted(run.token().reason()));
        };
    }

    private void begin() {
        rooms.sessions().commit(run.session(), "start", "agent.run.started", (current, step) -> {
            step.change(RunRows.start(run.id(), run.session(), rooms.boot(), run.startedAt()));
            rooms.intake().take(step, run.input().id(), run.id());
            List<Entry> said = new ArrayList<>(run.resumed() ? List.of() : beginning(step, current));
            List<Input> heard = new ArrayList<>(run.hear());
            for (Input message : heard) {
                rooms.intake().take(step, message.id(), run.id());
                said.add(Settlement.said(rooms, message));
            }
            heard.add(run.input());
            heard.addAll(run.brief());
            Session now = Books.touched(said.isEmpty() ? current : rooms.transcripts().append(step, current, said), heard);
            return now.with(Books.running(current, run), now.spent()).looking(now.look().archived(0))
                    .reachable(run.input().origin());
        });
        run.heard();
        if (!run.input().origin().isEmpty()) {
            rooms.events().publish(new Carrier.Awaited(run.id(), run.session(), run.input().origin()));
        }
        run.narrator().phase(run.resumed() ? Phase.RESTART : Phase.START, "");
    }

    /** What happened in the house, then what was said. */
    private List<Entry> beginning(Step.Builder step, Session session) {
        List<Entry> entries = new ArrayList<>(Settlement.results(rooms, run.input()));
        entries.addAll(rooms.systemEvents().take(step, session, run.id()));
        List<Input> brief = run.brief();
        brief.forEach(message -> rooms.intake().take(step, message.id(), run.id()));
        UserEntry.brief(run.id(), brief, rooms.clock().now()).ifPresent(entries::add);
        entries.addAll(Settlement.words(rooms, run.input()));
        return entries;
    }

    private Settled converse() {
        while (true) {
            run.token().check();
            List<Entry> context = rooms.transcripts().context(session());
            Pending pending = Pending.of(context, run.id());
            if (!pending.calls().isEmpty()) {
                if (tools.run(pending.calls(), pending.answers())) {
                    continue;
                }
                return settlement.handedOver(pending.answers());
            }
            rooms.budgets().check(agent.id(), run.id());
            List<ModelRef> candidates = candidates();
            int window = rooms.models().describe(candidates.get(0)).contextWindow();
            List<Entry> shown = pruner.shown(context, window);
            if (shortening.before(window, shown)) {
                tools.compacted();
                continue;
            }
            Models.Question question = question(candidates, shown);
            Optional<Settled> end = answer(question, pending.answers() + 1);
            if (end.isPresent()) {
                return end.get();
            }
        }
    }

    private Optional<Settled> answer(Models.Question question, int number) {
        run.narrator().answering();
        ChatResponse response;
        try {
            response = rooms.models().ask(question, new Telling(run, new Blocks(rooms, run, number)));
        } catch (Fault fault) {
            if (!run.token().cancelled() && shortening.after(fault)) {
                tools.compacted();
                return Optional.empty();
            }
            throw fault;
        }
        run.token().check();
        Entry entry = Entry.message(run.id() + ":" + number, rooms.clock().now(),
                Messages.assistant(response, run.model(), stopReason(response), Messages.cost(rooms.prices(), run.model(), response)));
        tell(response);
        boolean goesOn = response.aiMessage().hasToolExecutionRequests();
        List<Input> steering = goesOn ? List.of() : run.hearOrClose();
        Optional<Settled> end = Optional.empty();
        if (goesOn || !steering.isEmpty()) {
            record(response, entry, steering);
        } else {
            end = Optional.of(settlement.answered(response, entry, stopReason(response)));
        }
        return end;
    }

    private List<ModelRef> candidates() {
        return Books.candidates(rooms, run, agent);
    }

    private Models.Question question(List<ModelRef> candidates, List<Entry> context) {
        return new Models.Question(
                candidates, rooms.prompts().request(agent, session(), context, tools.offered(),
                        run.input().said().manner().program().instructions()), run.token(),
                Books.thinking(run.input(), session()), run.session().value());
    }

    private void record(ChatResponse response, Entry answer, List<Input> steering) {
        rooms.sessions().commit(run.session(), "answer", "agent.run.progress", (current, step) -> {
            List<Entry> entries = new ArrayList<>(List.of(answer));
            for (Input message : steering) {
                rooms.intake().take(step, message.id(), run.id());
                entries.add(Settlement.said(rooms, message));
            }
            step.change(RunRows.progress(run.id(), run.model().toString()));
            Reply reply = new Reply(rooms, run);
            reply.think(step, current, answer);
            reply.work(step, current, answer);
            Session now = Books.touched(rooms.transcripts().append(step, current, entries), steering);
            return now.with(Books.asked(now, run, response), Books.spent(now, Books.booked(rooms, run, response, step)));
        });
        run.heard();
        run.narrator().answering();
    }

    private void tell(ChatResponse response) {
        if (response.tokenUsage() != null) {
            run.narrator().spent(Messages.counted(response.tokenUsage()), rooms.prices().spent(run.model(), response.tokenUsage()));
        }
    }

    private static String stopReason(ChatResponse response) {
        if (response.aiMessage().hasToolExecutionRequests()) {
            return "toolUse";
        }
        return response.finishReason() == FinishReason.LENGTH ? "length" : "stop";
    }

    private Session session() {
        return rooms.sessions().open(run.session());
    }
}
