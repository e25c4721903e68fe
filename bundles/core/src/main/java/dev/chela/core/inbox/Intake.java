package dev.chela.core.inbox;

import dev.chela.api.id.RunId;
import dev.chela.api.id.SessionKey;
import dev.chela.core.store.Step;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Takes inputs in, and remembers which. */
public interface Intake {
    /** The source of what another system sent: no person waits for its answer, and it answers no question that a person was asked. */
    String WEBHOOK = "webhook";

    /**
     * Puts an input on disk and announces it. The same source, account and event id twice is one input.
     *
     * @throws dev.chela.api.fault.Transient when the inbox is full: try again later
     */
    Receipt submit(Input input);

    /** As {@link #submit(Input)}, with further changes in the same commit: a transport's cursor. */
    Receipt submit(Input input, List<Step.Change> alongside);

    /** As {@link #submit(Input, List)}, with further facts. */
    Receipt submit(Input input, List<Step.Change> alongside, List<Object> facts);

    /** An input by its id. */
    Optional<Kept> find(String id);

    /** Inputs that are accepted but not yet settled, in the order of acceptance. */
    List<Kept> open();

    /** How many inputs nobody has taken yet. */
    int waiting();

    /** The inputs that a run took and that have not reached their end: its own, and those that steered it. */
    List<String> takenBy(RunId run);

    /** Adds to a step that a run took this input. */
    void take(Step.Builder step, String id, RunId run);

    /** Adds to a step that everything this run took has reached its end. */
    void settle(Step.Builder step, RunId run);

    /** Adds to a step that an input reached its end without a run: a command that ran, a refusal. */
    void close(Step.Builder step, String id, State end);

    /** Adds to a step what a raw event turned out to mean: from now on that stands in the row. */
    void understand(Step.Builder step, String id, Said meaning, String origin);

    /** As {@link #understand}, for words that hooks have seen and left like this: of what they made, they are not asked again. */
    void reword(Step.Builder step, String id, Said meaning, String origin);

    /** Those that nobody has taken yet and that were reworded. */
    Set<String> reworded();

    /**
     * Adds a further input to a step: one raw event that says several things. It is not announced; whoever adds it takes it on once
     * the step is committed. Adding it twice adds it once.
     */
    void add(Step.Builder step, Input input);

    /** Announced when an input is on disk. */
    record Accepted(Input input) {}

    /** Announced when an input no longer waits to be taken. */
    record Taken(String id) {}

    /** @param existing the input that was there already, unless this one is fresh */
    record Receipt(boolean fresh, Optional<Kept> existing) {}

    enum State {
        /** On disk, nothing else happened. */
        ACCEPTED,
        /** Part of a run that has not ended. */
        CONSUMED,
        /** Its run ended, or it was a command that ran. */
        SETTLED,
        /** Refused or taken back before a run took it. */
        REFUSED
    }

    /** An input as it stands on disk. {@code run} is the run that took it, empty until then. */
    record Kept(Input input, State state, String run) {}

    /**
     * Something that starts a turn.
     *
     * @param id unique over all sources; the run that it starts has the same id
     * @param source {@code chat}, {@code agent}, {@code channel:telegram}, {@link Intake#WEBHOOK}, …
     * @param account the account of the source; empty when it has none
     * @param eventId the source's own id of it: the idempotency key
     * @param origin what a reply needs to find its way back, opaque to everybody but the outbox; empty when replies go nowhere
     * @param receivedAt milliseconds since 1970
     */
    record Input(String id, String source, String account, String eventId, What what, String origin, long receivedAt) {
        /** @throws dev.chela.api.fault.Defect when it is still raw */
        public Said said() {
            if (what instanceof Said said) {
                return said;
            }
            throw new dev.chela.api.fault.Defect("input " + id + " has not been understood yet");
        }
    }

    /** What came in. */
    sealed interface What permits Said, Raw {}

    /**
     * @param model a model for this run alone; empty for the session's
     * @param mandate what it brings along when the house wrote it
     */
    record Said(SessionKey session, String text, List<Media> media, String model, Manner manner, Aside aside, Mandate mandate) implements What {
        /** The words, and in brackets what is attached to them. */
        public String told() {
            return Stream.concat(Stream.of(text).filter(words -> !words.isBlank()), media.stream().map(Media::told)).collect(Collectors.joining("\n"));
        }

        /** The same with other attachments. */
        public Said with(List<Media> others) {
            return new Said(session, text, List.copyOf(others), model, manner, aside, mandate);
        }

        public Said(SessionKey session, String text, List<Media> media, String model, Manner manner, Aside aside) {
            this(session, text, media, model, manner, aside, Mandate.NONE);
        }

        public Said(SessionKey session, String text, List<Media> media, String model, Manner manner) {
            this(session, text, media, model, manner, Aside.NONE);
        }

        public Said(SessionKey session, String text, List<Media> media, String model) {
            this(session, text, media, model, Manner.PLAIN);
        }
    }

    /**
     * What the model is told together with a message and its author did not write: what the message answers, what was on the screen.
     *
     * @param text for the model; empty when there is nothing
     * @param marks a JSON object from which clients draw the same, opaque here; empty when there is nothing
     */
    record Aside(String text, String marks) {
        public static final Aside NONE = new Aside("", "");
    }

    /**
     * How a message wants to be taken up.
     *
     * @param timeout how long its run may work, zero for as long as it takes; empty for what its agent allows
     * @param thinking how hard the model is to think in its run; empty for what the session says
     * @param levels what is shown of its run
     * @param round that its run is
     */
    record Manner(Queue queue, Optional<Duration> timeout, String thinking, Program program, Reading reading, Levels levels, Round round) {
        public static final Manner PLAIN = new Manner(Queue.USUAL, Optional.empty(), "");

        public Manner(Queue queue, Optional<Duration> timeout, String thinking, Program program, Reading reading, Levels levels) {
            this(queue, timeout, thinking, program, reading, levels, Round.NONE);
        }

        public Manner(Queue queue, Optional<Duration> timeout, String thinking, Program program) {
            this(queue, timeout, thinking, program, Reading.ORDERS_TOO, Levels.NONE);
        }

        /** The same, said otherwise about itself. */
        public Manner like(Queue newQueue, String newThinking, Levels newLevels) {
            return new Manner(newQueue, timeout, newThinking, program, reading, newLevels, round);
        }

        /** The same, faster or not, in the words of the session's setting. */
        public Manner fast(String mode) {
            return mode.isEmpty() ? this : like(queue, thinking, new Levels(levels.verbose, levels.reasoning, levels.trace, mode, levels.leash));
        }

        /** The same, for a message that is one for the model whatever it looks like. */
        public Manner literally() {
            return new Manner(queue, timeout, thinking, program, Reading.WORDS_ALONE, levels, round);
        }

        /** The same, where this is said of commands as well. */
        public Manner on(Leash leash) {
            return new Manner(queue, timeout, thinking, program, reading, new Levels(levels.verbose(), levels.reasoning(), levels.trace(), levels.fast(), leash), round);
        }

        /** The same, for a look after things that nobody waits for. */
        public Manner during(Round newRound) {
            return new Manner(queue, timeout, thinking, program, reading, levels, newRound);
        }

        public Manner(Queue queue, Optional<Duration> timeout, String thinking) {
            this(queue, timeout, thinking, Program.NONE);
        }

        public Manner(Queue queue, Optional<Duration> timeout) {
            this(queue, timeout, "");
        }
    }

    /**
     * What a message says of its own run, in the protocol's words; empty texts for what the session says.
     *
     * @param verbose what is shown over a channel of its tools
     * @param reasoning of the model's thoughts
     * @param trace of what hooks did
     * @param fast whether its model is asked for its faster service
     * @param leash what its commands may do
     */
    record Levels(String verbose, String reasoning, String trace, String fast, Leash leash) {
        public static final Levels NONE = new Levels("", "");

        public Levels(String verbose, String reasoning) {
            this(verbose, reasoning, "", "", Leash.NONE);
        }
    }

    /** Whether a message can be a command of the house. */
    enum Reading { ORDERS_TOO, WORDS_ALONE }

    /**
     * What a program brings to the run that it asks for, and to no other.
     *
     * @param instructions for the model, after the agent's own; may be empty
     * @param functions which the model may call and the program runs: the run ends with such a call
     * @param results of calls with which an earlier run of the session ended; the run goes on from them
     * @param tools of the house that the run may use, by name, a {@code *} for any letters; empty for all that policy allows
     */
    record Program(String instructions, List<Function> functions, List<Result> results, List<String> tools) {
        public static final Program NONE = new Program("", List.of(), List.of());

        public Program(String instructions, List<Function> functions, List<Result> results) {
            this(instructions, functions, results, List.of());
        }

        /** Whether it lets the run use a tool of the house. */
        public boolean lets(String tool) {
            return tools.isEmpty() || tools.stream().anyMatch(name -> tool.matches(
                    java.util.Arrays.stream(name.split("\\*", -1)).map(java.util.regex.Pattern::quote).collect(java.util.stream.Collectors.joining(".*"))));
        }

        public boolean runs(String tool) {
            return functions.stream().anyMatch(function -> function.name().equals(tool));
        }
    }

    /** @param parameters a JSON Schema of an object, as text */
    record Function(String name, String description, String parameters) {}

    record Result(String callId, String function, String text) {}

    /** What becomes of a message while its session is at work. */
    enum Queue {
        /** As the conversation has it. */
        USUAL,
        /** It joins the run that goes on. */
        STEER,
        /** It gets a run of its own, in its turn. */
        FOLLOWUP,
        /** It waits, and all that wait so when the session is free again are one run. */
        COLLECT,
        /** What goes on and what waits is ended. */
        INTERRUPT
    }

    /** As a platform sent it. Events of one lane are understood in order. */
    record Raw(String lane, String contentType, byte[] body) implements What {}

    /**
     * @param data base64; empty while the platform holds it
     * @param ref what the platform calls it, as long as it has not been fetched; empty afterwards
     * @param bytes how many the platform says; -1 when it does not, or it has been fetched
     * @param album what it is a part of, as long as the parts are messages of their own; empty for nothing
     */
    record Media(String mimeType, String name, String data, String ref, long bytes, String album) {
        public Media(String mimeType, String name, String data) {
            this(mimeType, name, data, "", -1, "");
        }

        /** Whether it is only known that it is there. */
        public boolean away() {
            return !ref.isEmpty();
        }

        /** For whoever cannot be shown it. */
        public String told() {
            return "[" + (away() ? "Attachment that cannot be opened here: " : "Attachment: ") + (name.isEmpty() ? ref : name) + ", " + mimeType + "]";
        }
    }
}
