package dev.chela.console.command;

import dev.chela.api.event.AgentEvent;
import dev.chela.api.event.AgentEvent.AssistantText;
import dev.chela.api.event.AgentEvent.Stage;
import dev.chela.api.event.AgentEvent.ToolUse;
import dev.chela.api.id.RunId;
import dev.chela.api.id.SessionKey;
import dev.chela.core.session.Runs;
import dev.chela.core.turn.Turns;
import java.io.PrintStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Shows the run that a message became part of: its own, or the one of its session that it steered. Events come on the threads of
 * turns, which must not wait for a terminal; deltas that it cannot keep up with are dropped, for each text event holds the whole.
 */
final class Answer {
    private static final int WAITING = 1000;
    private static final long LOOK_MILLIS = 100;

    private final String input;
    private final SessionKey session;
    private final PrintStream out;
    private final BlockingQueue<AgentEvent> events = new ArrayBlockingQueue<>(WAITING);
    private final CompletableFuture<Runs.Settled> end = new CompletableFuture<>();
    private volatile RunId run;
    private String shown = "";
    private boolean lineOpen;

    Answer(String input, SessionKey session, PrintStream out) {
        this.input = input;
        this.session = session;
        this.out = out;
        this.run = new RunId(input);
    }

    void hear(AgentEvent event) {
        if (event.run().session().equals(session)) {
            run = event.run().id();
            events.offer(event);
        }
    }

    void hear(Turns.Ended ended) {
        if (ended.settled().run().value().equals(input) || ended.steered().contains(input)) {
            end.complete(ended.settled());
        }
    }

    /** The run that the session is busy with. */
    RunId run() {
        return run;
    }

    /** Prints until the run has ended. */
    Runs.Settled follow() throws InterruptedException {
        while (!end.isDone() || !events.isEmpty()) {
            AgentEvent event = events.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            if (event instanceof AssistantText text) {
                text(text.text());
            } else if (event instanceof ToolUse use) {
                tool(use);
            }
        }
        Runs.Settled settled = end.join();
        text(settled.text());
        closeLine();
        return settled;
    }

    private void text(String whole) {
        if (whole.startsWith(shown)) {
            add(whole.substring(shown.length()));
        } else if (!shown.endsWith(whole)) {
            closeLine();
            add(whole);
        }
        shown = whole.isEmpty() ? shown : whole;
    }

    private void add(String more) {
        if (!more.isEmpty()) {
            out.print(Plain.text(more));
            out.flush();
            lineOpen = !more.endsWith("\n");
        }
    }

    private void tool(ToolUse use) {
        if (use.stage() != Stage.UPDATE) {
            closeLine();
            String what = use.stage() == Stage.START ? String.valueOf(use.args()) : use.stage().name().toLowerCase(java.util.Locale.ROOT);
            out.println(Plain.line("[" + use.tool() + " " + what + "]"));
        }
    }

    private void closeLine() {
        if (lineOpen) {
            out.println();
            lineOpen = false;
        }
    }
}
