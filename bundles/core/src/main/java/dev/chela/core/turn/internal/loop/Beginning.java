package dev.chela.core.turn.internal.loop;

import dev.chela.api.event.AgentEvent.Phase;
import dev.chela.core.inbox.Input;
import dev.chela.core.outbox.Carrier;
import dev.chela.core.session.Entry;
import dev.chela.core.session.Session;
import dev.chela.core.session.UserEntry;
import dev.chela.core.store.Step;
import dev.chela.core.turn.internal.run.ActiveRun;
import dev.chela.core.turn.internal.run.Books;
import dev.chela.core.turn.internal.run.Rooms;
import dev.chela.core.turn.internal.run.RunFacts;
import dev.chela.core.turn.internal.run.RunRows;
import dev.chela.core.turn.internal.run.SaidEntries;
import java.util.ArrayList;
import java.util.List;

/** How a run begins, or goes on after a stop: the commit that makes its input its own, with what was said to it in the meantime. */
final class Beginning {
    private final Rooms rooms;
    private final ActiveRun run;

    Beginning(Rooms rooms, ActiveRun run) {
        this.rooms = rooms;
        this.run = run;
    }

    void make() {
        rooms.sessions().commit(run.session(), "start", "agent.run.started", (current, step) -> {
            step.change(RunRows.start(run.id(), run.session(), rooms.boot(), run.startedAt()));
            step.fact(RunFacts.started(run));
            rooms.intake().take(step, run.input().id(), run.id());
            List<Entry> said = new ArrayList<>(run.resumed() ? List.of() : beginning(step, current));
            List<Input> heard = new ArrayList<>(run.hear());
            for (Input message : heard) {
                rooms.intake().take(step, message.id(), run.id());
                said.add(SaidEntries.said(rooms, message));
            }
            Session before = said.isEmpty() ? current : rooms.transcripts().append(step, current, said);
            Session billed = Books.billed(Books.billed(before, heard), run.resumed() ? List.of() : List.of(run.input()));
            heard.add(run.input());
            heard.addAll(run.brief());
            Session now = Books.touched(billed, heard);
            Session running = now.with(Books.running(current, run), now.spent());
            return run.isRound() ? running : running.looking(now.look().archived(0)).reachable(run.input().origin());
        });
        run.heard();
        if (!run.input().origin().isEmpty()) {
            rooms.events().publish(new Carrier.Awaited(run.id(), run.session(), run.input().origin()));
        }
        run.narrator().phase(run.resumed() ? Phase.RESTART : Phase.START, "");
    }

    /** What happened in the house, then what was said. */
    private List<Entry> beginning(Step.Builder step, Session session) {
        List<Entry> entries = new ArrayList<>(SaidEntries.results(rooms, run.input()));
        entries.addAll(rooms.systemEvents().take(step, session, run.id()));
        List<Input> brief = run.brief();
        brief.forEach(message -> rooms.intake().take(step, message.id(), run.id()));
        UserEntry.brief(run.id(), brief, rooms.clock().now()).ifPresent(entries::add);
        entries.addAll(SaidEntries.words(rooms, run.input()));
        return entries;
    }
}
