package dev.chela.core.turn.internal.run;

import dev.chela.api.id.ModelRef;
import dev.chela.api.id.RunId;
import dev.chela.api.id.SessionKey;
import dev.chela.core.inbox.Input;
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
public final class ActiveRun {
    /** The token's reason when the gateway stops: nothing is committed, the run is taken up again at the next start. */
    public static final String STOPPING = "the gateway stops";
    private static final int REMEMBERED = 8;
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
    private final Deque<String> work = new ArrayDeque<>();
    private final Deque<String> traces = new ArrayDeque<>();
    private String sent = "";
    private boolean closed;
    private ModelRef model = NONE;

    /** @param taken what an earlier attempt took, its own input included; empty when there was none */
    public ActiveRun(Input input, boolean resumed, List<String> taken, Narrator narrator, long startedAt) {
        this.input = input;
        this.resumed = resumed;
        taken.stream().filter(id -> !id.equals(input.id())).forEach(steered::add);
        this.narrator = narrator;
        this.startedAt = startedAt;
    }

    public RunId id() {
        return new RunId(input.id());
    }

    public SessionKey session() {
        return input.said().session();
    }

    public Input input() {
        return input;
    }

    /** Whether an earlier attempt wrote its first entry already. */
    public boolean resumed() {
        return resumed;
    }

    /** Whether it looks after things that nobody waits for: then nobody speaks to it either. */
    public boolean isRound() {
        return input.said().manner().round().exists();
    }

    public Narrator narrator() {
        return narrator;
    }

    public CancelSource token() {
        return token;
    }

    public long startedAt() {
        return startedAt;
    }

    /** What of the answer that is being written has left already. */
    public synchronized String sent() {
        return sent;
    }

    public synchronized void sent(String text) {
        sent = text;
    }

    /** Remembers in words what it is about to do, the last things only. */
    public synchronized void working(List<String> words) {
        work.addAll(words);
        while (work.size() > REMEMBERED) {
            work.removeFirst();
        }
    }

    public synchronized List<String> work() {
        return List.copyOf(work);
    }

    /** Remembers what a hook did, in a clause for people; the last ones only, and those of this attempt. */
    public synchronized void traced(String clause) {
        traces.addLast(clause);
        if (traces.size() > REMEMBERED) {
            traces.removeFirst();
        }
    }

    public synchronized List<String> traces() {
        return List.copyOf(traces);
    }

    public synchronized ModelRef model() {
        return model;
    }

    /** Whether a model has been asked since this attempt began; else nobody knows here which one wrote the calls that wait. */
    public synchronized boolean answered() {
        return model != NONE;
    }

    public synchronized void model(ModelRef chosen) {
        model = chosen;
    }

    /** @return false when the message needs a run of its own: this one is past its last boundary, or its answer goes elsewhere */
    public synchronized boolean steer(Input message) {
        if (closed || token.cancelled() || !answers(message) || isRound()) {
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
    public synchronized boolean carry(Input message) {
        return answers(message) && brief.add(message);
    }

    /** What is told to the run in brief, for its first commit; {@link #heard} follows it. */
    public synchronized List<Input> brief() {
        return List.copyOf(brief);
    }

    /** Whether somebody speaks to it, for whom it is to leave what it has not begun. News of what it set to work itself can wait. */
    public synchronized boolean isSteered() {
        return steering.stream().anyMatch(message -> !message.said().mandate().exists());
    }

    /** The messages that wait, for the commit that takes them; {@link #heard} follows it. They cannot be taken back meanwhile. */
    public synchronized List<Input> hear() {
        hearing = List.copyOf(steering);
        steering.clear();
        return hearing;
    }

    /** As {@link #hear}; when there is none, no message can steer this run any more. */
    public synchronized List<Input> hearOrClose() {
        closed = steering.isEmpty();
        return hear();
    }

    /** @return whether nothing waits to be heard; then no message can steer this run any more */
    public synchronized boolean closeUnlessSteered() {
        closed = steering.isEmpty();
        return closed;
    }

    /** The commit is done: what was to be heard belongs to this run from now on. */
    public synchronized void heard() {
        brief.forEach(message -> steered.add(message.id()));
        brief.clear();
        hearing.forEach(message -> steered.add(message.id()));
        hearing = List.of();
    }

    /** The messages that wait, taken back. */
    public synchronized List<Input> takeBack() {
        List<Input> left = List.copyOf(steering);
        steering.clear();
        return left;
    }

    /** No message can steer this run any more; those that no commit took go back. */
    public synchronized List<Input> close() {
        closed = true;
        List<Input> left = new ArrayList<>(brief);
        brief.clear();
        left.addAll(hearing);
        hearing = List.of();
        left.addAll(takeBack());
        return left;
    }

    /** A message that waits to steer this run, taken back. */
    public synchronized Optional<Input> takeBack(String inputId) {
        Optional<Input> found = steering.stream().filter(message -> message.id().equals(inputId)).findFirst();
        found.ifPresent(steering::remove);
        return found;
    }

    /** The messages that wait to steer this run. */
    public synchronized List<Input> unheard() {
        return List.copyOf(steering);
    }

    /** Whether the input is this run's own, or has become part of it. */
    public synchronized boolean holds(String inputId) {
        return input.id().equals(inputId) || steered.contains(inputId)
                || Stream.concat(brief.stream(), hearing.stream()).anyMatch(message -> message.id().equals(inputId));
    }

    public synchronized List<String> steered() {
        return List.copyOf(steered);
    }

    public Runs.Active view() {
        return new Runs.Active(id(), session(), startedAt, narrator.shown());
    }
}
