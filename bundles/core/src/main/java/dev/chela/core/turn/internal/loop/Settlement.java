package dev.chela.core.turn.internal.loop;

import dev.chela.api.event.AgentEvent.Phase;
import dev.chela.api.fault.Defect;
import dev.chela.api.fault.Fault;
import dev.chela.core.inbox.Round;
import dev.chela.core.model.FaultKind;
import dev.chela.core.session.Entry;
import dev.chela.core.session.Runs.Settled;
import dev.chela.core.session.Runs.State;
import dev.chela.core.session.Session;
import dev.chela.core.store.Step;
import dev.chela.core.turn.Consequences;
import dev.chela.core.turn.Tidings;
import dev.chela.core.turn.Turns;
import dev.chela.core.turn.internal.prompt.Messages;
import dev.chela.core.turn.internal.reply.Enclosed;
import dev.chela.core.turn.internal.reply.Reply;
import dev.chela.core.turn.internal.run.ActiveRun;
import dev.chela.core.turn.internal.run.Books;
import dev.chela.core.turn.internal.run.Pending;
import dev.chela.core.turn.internal.run.Rooms;
import dev.chela.core.turn.internal.run.RunFacts;
import dev.chela.core.turn.internal.run.RunRows;
import dev.chela.core.turn.internal.run.SaidEntries;
import dev.chela.core.turn.internal.settings.OutgoingStyle.Early;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How a run ends: each ending is one commit, then one announcement. */
public final class Settlement {
    static final String TOOL_USE = "toolUse";
    private static final String STOP = "stop";

    private final Rooms rooms;
    private final ActiveRun run;
    private final Reply reply;
    private final Retreat retreat;

    public Settlement(Rooms rooms, ActiveRun run) {
        this.rooms = rooms;
        this.run = run;
        this.reply = new Reply(rooms, run);
        this.retreat = new Retreat(rooms, run);
    }

    /** What was said and what is to be sent become one fact. */
    Settled answered(ChatResponse response, Entry answer, String stopReason) {
        Round round = run.input().said().manner().round();
        String said = Messages.textOf(answer.message());
        Settled end = settled(State.OK, round.exists() ? Tidings.of(said, round.slack()) : said, "", "");
        try (Enclosed files = reply.files(rooms.sessions().open(run.session()), answer)) {
            rooms.sessions().commit(run.session(), "final", "agent.input.settled", (current, step) -> {
                Session now = rooms.transcripts().append(step, current, List.of(answer));
                reply.send(step, current, answer, files);
                RunFacts.answered(step, run, answer);
                now = now.with(Books.asked(now, run, response), Books.spent(now, Books.booked(rooms, run, response, step)));
                settle(step, end, stopReason);
                return follow(step, end, stopReason, round.exists() && end.text().isEmpty() ? left(step, current, now, end) : now.with(Books.done(now, end), now.spent()));
            });
        }
        announce(end, Phase.END, "", Optional.of(answer), stopReason);
        return end;
    }

    private Session left(Step.Builder step, Session before, Session now, Settled end) {
        return retreat.leave(step, before, now.with(Books.passed(now, end), now.spent()));
    }

    /** What is left to do is the program's: its calls stand in the transcript, and the input that brings their results goes on from them. */
    Settled handedOver(int answer) {
        Entry asking = asking(answer);
        Settled end = settled(State.OK, Messages.textOf(asking.message()), "", "");
        rooms.sessions().commit(run.session(), "handover", "agent.input.settled", (current, step) -> {
            settle(step, end, TOOL_USE);
            return follow(step, end, TOOL_USE, current.with(Books.done(current, end), current.spent()));
        });
        announce(end, Phase.END, "", Optional.of(asking), TOOL_USE);
        return end;
    }

    private Entry asking(int answer) {
        return rooms.transcripts().context(rooms.sessions().open(run.session())).stream()
                .filter(entry -> entry.id().equals(run.id() + ":" + answer)).findFirst()
                .orElseThrow(() -> new Defect("run " + run.id() + " has no answer " + answer + " with calls in it"));
    }

    /** What it waits for begins another run; what it said with its last call is its answer until then. */
    public Settled yielded(int answer) {
        Entry asking = asking(answer);
        Settled end = settled(State.OK, Messages.textOf(asking.message()), "", "");
        try (Enclosed files = reply.files(rooms.sessions().open(run.session()), asking)) {
            rooms.sessions().commit(run.session(), "yield", "agent.input.settled", (current, step) -> {
                if (rooms.settings().outgoing().early(run.input().origin()) != Early.BLOCKS) {
                    reply.send(step, current, asking, files);
                }
                settle(step, end, Consequences.YIELD);
                return follow(step, end, Consequences.YIELD, current.with(Books.done(current, end), current.spent()));
            });
        }
        announce(end, Phase.END, "", Optional.of(asking), Consequences.YIELD);
        return end;
    }

    private Session follow(Step.Builder step, Settled end, String stopReason, Session now) {
        rooms.consequences().ended(step, new Consequences.Ending(run.input(), end, stopReason, now));
        return now;
    }

    public Settled failed(Fault fault) {
        return cut(State.ERROR, rooms.redactor().redact(String.valueOf(fault.getMessage())), kind(fault), "error");
    }

    private static String kind(Fault fault) {
        return switch (FaultKind.of(fault)) {
            case RATE -> "rate_limit";
            case PASSING -> "timeout";
            case OVERFLOW -> "context_length";
            case REFUSED -> "refusal";
            default -> "unknown";
        };
    }

    Settled timedOut() {
        String limit = run.input().said().manner().timeout().map(own -> own.toMillis() + " ms, which its message set")
                .orElse("agents.defaults.timeoutSeconds allows");
        return cut(State.ERROR, "The run took longer than " + limit + ".", "timeout", "timeout");
    }

    Settled aborted(String why) {
        return cut(State.ABORTED, why, "", "aborted");
    }

    /**
     * A look after things ended by the tool for that: what it tells takes the place of an answer and stands in the conversation as one.
     *
     * @param answer the number of the last one, which called the tool
     * @param told empty when there is nothing to tell
     */
    Settled responded(int answer, String told) {
        Settled end = settled(State.OK, told, "", "");
        Optional<Entry> said = Optional.of(told).filter(text -> !text.isEmpty())
                .map(text -> Entry.message(run.id() + ":" + (answer + 1), rooms.clock().now(), Messages.partial(text, run.model(), STOP, "")));
        rooms.sessions().commit(run.session(), "final", "agent.input.settled", (current, step) -> {
            settle(step, end, STOP);
            if (said.isEmpty()) {
                return follow(step, end, STOP, left(step, current, current, end));
            }
            Session now = rooms.transcripts().append(step, current, List.of(said.get()));
            return follow(step, end, STOP, now.with(Books.done(now, end), now.spent()));
        });
        announce(end, Phase.END, "", said, STOP);
        return end;
    }

    /** Ends without an answer: what was shown so far is kept, calls that wait get no result any more. */
    private Settled cut(State state, String why, String kind, String stopReason) {
        String shown = run.narrator().shown();
        String error = state == State.ERROR ? why : "";
        Settled end = settled(state, shown, error, kind);
        List<Entry> entries = new ArrayList<>();
        rooms.sessions().commit(run.session(), stopReason, "agent.input.settled", (current, step) -> {
            if (!run.isRound()) { // Nobody spoke to it: who is to know of the fault is told elsewhere.
                entries.addAll(missing(current));
                partial(current, shown, error, stopReason).ifPresent(entries::add);
            }
            Session now = entries.isEmpty() ? current : rooms.transcripts().append(step, current, entries);
            if (state == State.ERROR) {
                reply.sayFailed(step, current, error);
            }
            rooms.intake().take(step, run.input().id(), run.id());
            settle(step, end, stopReason);
            return follow(step, end, stopReason, run.isRound() ? left(step, current, now, end) : now.with(Books.done(now, end), now.spent()));
        });
        Optional<Entry> last = entries.stream().filter(entry -> entry.role().equals("assistant")).findFirst();
        announce(end, state == State.ERROR ? Phase.ERROR : Phase.ABORTED, why, last, stopReason);
        return end;
    }

    /** What the person said, when the run ended before it could write that down. */
    private List<Entry> missing(Session session) {
        if (run.resumed()) {
            return List.of();
        }
        Set<String> there = rooms.transcripts().context(session).stream().map(Entry::id).collect(Collectors.toSet());
        return Stream.concat(SaidEntries.results(rooms, run.input()).stream(), SaidEntries.words(rooms, run.input()).stream()).filter(entry -> !there.contains(entry.id())).toList();
    }

    private Optional<Entry> partial(Session session, String shown, String error, String stopReason) {
        if (shown.isEmpty() && error.isEmpty()) {
            return Optional.empty();
        }
        int number = Pending.of(rooms.transcripts().context(session), run.id()).answers() + 1;
        return Optional.of(Entry.message(run.id() + ":" + number, rooms.clock().now(),
                Messages.partial(shown, run.model(), stopReason, error)));
    }

    private void settle(Step.Builder step, Settled end, String stopReason) {
        step.change(RunRows.settle(end, stopReason)).fact(RunFacts.ended(end, stopReason));
        step.change(RunRows.forgetCalls(run.id()));
        if (!run.isRound()) { // Whoever began it has an account of its own to settle.
            step.change(rooms.usage().ended(run.id()));
        }
        rooms.intake().settle(step, run.id());
    }

    private void announce(Settled end, Phase phase, String why, Optional<Entry> answer, String stopReason) {
        run.narrator().phase(phase, why);
        rooms.events().publish(new Turns.Ended(end, answer, stopReason, run.steered()));
    }

    private Settled settled(State state, String text, String error, String kind) {
        return new Settled(run.id(), run.session(), state, text, error, kind, run.startedAt(),
                rooms.clock().now().toEpochMilli());
    }
}
