package dev.chela.core.turn.internal;

import dev.chela.api.id.ModelRef;
import dev.chela.api.id.RunId;
import dev.chela.api.id.SessionKey;
import dev.chela.core.inbox.Intake.Input;
import dev.chela.core.outbox.ReturnAddress;
import dev.chela.core.session.Runs;
import dev.chela.core.task.CancelSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One run while it holds its lane: its token, what it shows, and the messages that steer it. */
final class ActiveRun {
    /** The token's reason when the gateway stops: nothing is committed, the run is taken up again at the next start. */
    static final String STOPPING = "the gateway stops";
    private static final ModelRef NONE = new ModelRef("none", "none");

    private final Input input;
    private final boolean resumed;
    private final Narrator narrator;
    private final long startedAt;
    private final CancelSource token = new CancelSource();
    private final Deque<Input> steering = new ArrayDeque<>();
    private List<Input> hearing = List.of();
    private final List<Input> brief = new ArrayList<>();
    private final List<String> steered = new ArrayList<>();
    private String sent = "";
    private boolean closed;
    private ModelRef model = NONE;

    /** @param taken what an earlier attempt took, its own input included; empty when there was none */
    ActiveRun(Input input, boolean resumed, List<String> taken, Narrator narrator, long startedAt) {
        this.input = input;
        this.resumed = resumed;
        taken.stream().filter(id -> !id.equals(input.id())).forEach(steered::add);
        this.narrator = narrator;
        this.startedAt = startedAt;
    }

    RunId id() {
        return new RunId(input.id());
    }

    SessionKey session() {
        return input.said().session();
    }

    Input input() {
        return input;
    }

    /** Whether an earlier attempt wrote its first entry already. */
    boolean resumed() {
        return resumed;
    }

    Narrator narrator() {
        return narrator;
    }

    CancelSource token() {
        return token;
    }

    long startedAt() {
        return startedAt;
    }

    /** What of the answer that is being written has left already. */
    synchronized String sent() {
        return sent;
    }

    synchronized void sent(String text) {
        sent = text;
    }

    synchronized ModelRef model() {
        return model;
    }

    /** Whether a model has been asked since this attempt began; else nobody knows here which one wrote the calls that wait. */
    synchronized boolean answered() {
        return model != NONE;
    }

    synchronized void model(ModelRef chosen) {
        model = chosen;
    }

    /** @return false when the message needs a run of its own: this one is past its last boundary, or its answer goes elsewhere */
    synchronized boolean steer(Input message) {
        if (closed || token.cancelled() || !answers(message)) {
            return false;
        }
        steering.add(message);
        return true;
    }

    /** Whoever asked over the socket sees every answer; over a channel, only what is sent to the same conversation. */
    private boolean answers(Input message) {
        return message.origin().isEmpty() || place(message).equals(place(input));
    }

    private static Optional<String> place(Input asked) {
        return ReturnAddress.read(asked.origin()).map(to ->
                to.channel() + "\n" + to.account() + "\n" + to.conversation().id() + "\n" + to.conversation().threadId());
    }

    /** Takes along what is told to the run in brief. @return false when its answer goes elsewhere */
    synchronized boolean carry(Input message) {
        return answers(message) && brief.add(message);
    }

    /** What is told to the run in brief, for its first commit; {@link #heard} follows it. */
    synchronized List<Input> brief() {
        return List.copyOf(brief);
    }

    synchronized boolean isSteered() {
        return !steering.isEmpty();
    }

    /** The messages that wait, for the commit that takes them; {@link #heard} follows it. They cannot be taken back meanwhile. */
    synchronized List<Input> hear() {
        hearing = List.copyOf(steering);
        steering.clear();
        return hearing;
    }

    /** As {@link #hear}; when there is none, no message can steer this run any more. */
    synchronized List<Input> hearOrClose() {
        closed = steering.isEmpty();
        return hear();
    }

    /** @return whether nothing waits to be heard; then no message can steer this run any more */
    synchronized boolean closeUnlessSteered() {
        closed = steering.isEmpty();
        return closed;
    }

    /** The commit is done: what was to be heard belongs to this run from now on. */
    synchronized void heard() {
        brief.forEach(message -> steered.add(message.id()));
        brief.clear();
        hearing.forEach(message -> steered.add(message.id()));
        hearing = List.of();
    }

    /** The messages that wait, taken back. */
    synchronized List<Input> takeBack() {
        List<Input> left = List.copyOf(steering);
        steering.clear();
        return left;
    }

    /** No message can steer this run any more; those that no commit took go back. */
    synchronized List<Input> close() {
        closed = true;
        List<Input> left = new ArrayList<>(brief);
        brief.clear();
        left.addAll(hearing);
        hearing = List.of();
        left.addAll(takeBack());
        return left;
    }

    /** A message that waits to steer this run, taken back. */
    synchronized Optional<Input> takeBack(String inputId) {
        Optional<Input> found = steering.stream().filter(message -> message.id().equals(inputId)).findFirst();
        found.ifPresent(steering::remove);
        return found;
    }

    /** The messages that wait to steer this run. */
    synchronized List<Input> unheard() {
        return List.copyOf(steering);
    }

    /** Whether the input is this run's own, or has become part of it. */
    synchronized boolean holds(String inputId) {
        return input.id().equals(inputId) || steered.contains(inputId)
                || Stream.concat(brief.stream(), hearing.stream()).anyMatch(message -> message.id().equals(inputId));
    }

    synchronized List<String> steered() {
        return List.copyOf(steered);
    }

    Runs.Active view() {
        return new Runs.Active(id(), session(), startedAt, narrator.shown());
    }
}
