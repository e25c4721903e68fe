package dev.chela.core.turn.internal.loop;

import dev.chela.api.fault.Fault;
import dev.chela.api.id.ModelRef;
import dev.chela.core.agent.Agent;
import dev.chela.core.inbox.Input;
import dev.chela.core.inbox.Round;
import dev.chela.core.model.Models;
import dev.chela.core.outbox.ReturnAddress;
import dev.chela.core.session.Entry;
import dev.chela.core.session.Runs.Settled;
import dev.chela.core.session.Session;
import dev.chela.core.turn.internal.context.MemoryFlush;
import dev.chela.core.turn.internal.context.MemoryFlush.Behalf;
import dev.chela.core.turn.internal.context.Pruner;
import dev.chela.core.turn.internal.context.Shortening;
import dev.chela.core.turn.internal.prompt.Messages;
import dev.chela.core.turn.internal.prompt.PlainWords;
import dev.chela.core.turn.internal.reply.Blocks;
import dev.chela.core.turn.internal.reply.Preview;
import dev.chela.core.turn.internal.reply.Reply;
import dev.chela.core.turn.internal.reply.Telling;
import dev.chela.core.turn.internal.run.ActiveRun;
import dev.chela.core.turn.internal.run.Books;
import dev.chela.core.turn.internal.run.Gate;
import dev.chela.core.turn.internal.run.Pending;
import dev.chela.core.turn.internal.run.Rooms;
import dev.chela.core.turn.internal.run.RunFacts;
import dev.chela.core.turn.internal.run.RunRows;
import dev.chela.core.turn.internal.run.SaidEntries;
import dev.chela.core.turn.internal.run.TimeLimit;
import dev.chela.core.turn.internal.tools.ToolSteps;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * One turn, on its lane's thread. What to do next is read from the transcript, never from memory, so that a turn which was
 * interrupted by a crash goes on exactly where a turn that was not would be.
 */
public final class Turn {
    private static final String SAY_SO = "[From the house, not from the person you talk to.] You have used tools and then said nothing. Say now, without tools,"
            + " what came of it; if something failed or is unclear, say that.";
    private static final String TIMED_OUT = "the run's time is over";

    private final Rooms rooms;
    private final ActiveRun run;
    private final Agent agent;
    private final Settlement settlement;
    private final ToolSteps tools;
    private final TimeLimit limit;
    private final Shortening shortening;
    private final Pruner pruner;
    private final ModelHooks hooks;

    public Turn(Rooms rooms, ActiveRun run, Agent agent, Settlement settlement, Gate gate) {
        this.rooms = rooms;
        this.run = run;
        this.agent = agent;
        this.settlement = settlement;
        this.limit = new TimeLimit(rooms.clock(), run.input().said().manner().timeout().orElse(agent.timeout()), () -> run.token().cancel(TIMED_OUT));
        this.tools = new ToolSteps(rooms, run, agent, () -> rest(gate), this::candidates);
        this.pruner = new Pruner(rooms, run);
        this.hooks = new ModelHooks(rooms, run);
        this.shortening = new Shortening(rooms, run, new MemoryFlush(rooms, new Behalf(run.session(), agent, Optional.of(run.id()), run.token(), this::candidates, tools::offered)));
    }

    /** Runs to its end. Empty when the gateway stopped in between: then nothing is settled. */
    public Optional<Settled> run() {
        try (limit) {
            new Beginning(rooms, run).make();
            return Optional.of(converse());
        } catch (CancellationException cancelled) {
            return interrupted();
        } catch (Fault fault) {
            return run.token().cancelled() ? interrupted() : Optional.of(settlement.failed(fault));
        }
    }

    /** While a person is waited for, the run's time stands still. */
    private Gate.Absence rest(Gate gate) {
        limit.pause();
        Gate.Absence outside = gate.outside();
        return () -> {
            try {
                outside.close();
            } finally {
                limit.resume();
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
            if (pending.yielded()) {
                if (run.closeUnlessSteered()) {
                    return yielded(context.get(context.size() - 1), pending.answers());
                }
                tools.hear();
                continue;
            }
            checkBudgets();
            List<ModelRef> candidates = candidates();
            int window = rooms.models().describe(candidates.get(0)).contextWindow();
            boolean alone = run.input().said().manner().round().lacks(Round.Part.TALK);
            List<Entry> shown = alone ? mine(context) : pruner.shown(context, window);
            if (!alone && shortening.before(window, shown)) {
                tools.compacted();
                continue;
            }
            Models.Question question = question(candidates, pending.mute() ? unworded(shown) : request(shown));
            Optional<Settled> end = answer(hooks.prompted(question), pending);
            if (end.isPresent()) {
                return end.get();
            }
        }
    }

    private Settled yielded(Entry last, int answer) {
        Optional<String> told = run.isRound() ? Messages.responded(last.message()) : Optional.empty();
        return told.map(text -> settlement.responded(answer, text)).orElseGet(() -> settlement.yielded(answer));
    }

    private void checkBudgets() {
        rooms.budgets().check(agent.id(), run.id());
        Round round = run.input().said().manner().round();
        if (round.exists()) {
            rooms.budgets().check(run.id(), round.cap(), round.key());
        }
    }

    private List<Entry> mine(List<Entry> context) {
        return context.stream().filter(entry -> entry.id().startsWith(run.id() + ":")).toList();
    }

    private Optional<Settled> answer(Models.Question question, Pending before) {
        int number = before.answers() + 1;
        run.narrator().answering();
        ChatResponse response;
        try (Blocks blocks = new Blocks(rooms, run, number); Preview preview = new Preview(rooms, run)) {
            response = hooks.answered(rooms.models().ask(question, new Telling(run, blocks, preview)));
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
        boolean unworded = !goesOn && before.answers() > 0 && !before.mute() && awaited() && Messages.textOf(entry.message()).isBlank();
        List<Input> steering = goesOn ? List.of() : unworded ? run.hear() : run.hearOrClose();
        Optional<Settled> end = Optional.empty();
        if (goesOn || unworded || !steering.isEmpty()) {
            record(response, entry, steering);
        } else {
            end = Optional.of(settlement.answered(response, entry, stopReason(response)));
        }
        return end;
    }

    private List<ModelRef> candidates() {
        return Books.candidates(rooms, run, agent);
    }

    private Models.Question question(List<ModelRef> candidates, ChatRequest request) {
        return new Models.Question(candidates, request, run.token(), Books.thinking(run.input(), session()), run.session().value(), Books.pin(session()),
                Books.pace(run.input(), session(), run.startedAt(), rooms.clock().now().toEpochMilli()));
    }

    private ChatRequest request(List<Entry> context) {
        return rooms.prompts().request(agent, session(), context, tools.offered(), run.input().said().manner());
    }

    /** Once, when it worked and then said nothing. */
    private ChatRequest unworded(List<Entry> context) {
        return PlainWords.asking(rooms.prompts().request(agent, session(), context, List.of(), run.input().said().manner()), SAY_SO);
    }

    /** In a group nobody may have spoken to the assistant. */
    private boolean awaited() {
        return !run.isRound() && ReturnAddress.read(run.input().origin()).map(ReturnAddress::direct).orElse(true);
    }

    private void record(ChatResponse response, Entry answer, List<Input> steering) {
        rooms.sessions().commit(run.session(), "answer", "agent.run.progress", (current, step) -> {
            List<Entry> entries = new ArrayList<>(List.of(answer));
            for (Input message : steering) {
                rooms.intake().take(step, message.id(), run.id());
                entries.add(SaidEntries.said(rooms, message));
            }
            step.change(RunRows.progress(run.id(), run.model().toString()));
            RunFacts.answered(step, run, answer);
            Reply reply = new Reply(rooms, run);
            reply.think(step, current, answer);
            reply.work(step, current, answer);
            Session now = Books.touched(Books.billed(rooms.transcripts().append(step, current, entries), steering), steering);
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
