package dev.chela.core.turn.internal.context;

import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import dev.chela.api.id.ModelRef;
import dev.chela.api.id.RunId;
import dev.chela.api.id.SessionKey;
import dev.chela.core.agent.Agent;
import dev.chela.core.model.Models;
import dev.chela.core.session.Compaction;
import dev.chela.core.session.Entry;
import dev.chela.core.session.Session;
import dev.chela.core.task.CancelSource;
import dev.chela.core.turn.internal.prompt.Window;
import dev.chela.core.turn.internal.run.ActiveRun;
import dev.chela.core.turn.internal.run.Books;
import dev.chela.core.turn.internal.run.Rooms;
import dev.chela.core.turn.internal.run.TimeLimit;
import dev.chela.core.usage.Spend;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Shortens conversations. Asking takes long and changes nothing; what comes of it is one commit. */
public final class Compactor {
    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(180);
    private static final String TOO_LONG = "the summary took too long";
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final int UNKNOWN_WINDOW = 100_000;
    /** Of the model's window for one part: four characters are about a token, and the summary needs its place too. */
    private static final int CHARS_PER_WINDOW_TOKEN = 2;

    private final Rooms rooms;
    private final Optional<RunId> run;
    private final Map<SessionKey, CancelSource> atWork = new ConcurrentHashMap<>();

    /** @param run that needs it; empty when people do */
    public Compactor(Rooms rooms, Optional<RunId> run) {
        this.rooms = rooms;
        this.run = run;
    }

    /** The caller holds the session's lane. @param flush what writes notes before, until the token ends it */
    public Compaction.Outcome summarize(SessionKey key, String focus, Function<CancelSource, MemoryFlush> flush) {
        CancelSource token = new CancelSource();
        if (atWork.putIfAbsent(key, token) != null) {
            throw new Transient("session " + key + " is being compacted already", SOON);
        }
        try {
            return summarize(key, focus, token, flush.apply(token));
        } finally {
            atWork.remove(key);
        }
    }

    public void cancel(SessionKey key, String why) {
        CancelSource token = atWork.get(key);
        if (token != null) {
            token.cancel(why);
        }
    }

    public void stop() {
        atWork.values().forEach(token -> token.cancel(ActiveRun.STOPPING));
    }

    private Compaction.Outcome summarize(SessionKey key, String focus, CancelSource token, MemoryFlush flush) {
        Session before = rooms.sessions().open(key);
        List<Entry> context = rooms.transcripts().context(before);
        Window window = Window.of(context);
        int cut = window.cut(Math.min(rooms.settings().compaction().kept(), window.tokens() / 4));
        if (cut == 0) {
            return new Compaction.Outcome(false, window.messages().size(), window.tokens());
        }
        rooms.budgets().check(key.agent());
        flush.run(context, window.before(cut, window(before) / 2));
        Session session = rooms.sessions().open(key);
        Summary summary = new Writer(session, focus, token).write(window.summary(), window.messages().subList(0, cut));
        return commit(session, window, cut, summary);
    }

    public Compaction.Outcome keep(SessionKey key, int messages) {
        Session session = rooms.sessions().open(key);
        Window window = Window.of(rooms.transcripts().context(session));
        int cut = window.last(messages);
        return cut == 0 ? new Compaction.Outcome(false, window.messages().size(), window.tokens())
                : commit(session, window, cut, new Summary("", Spend.NOTHING, ""));
    }

    private Compaction.Outcome commit(Session read, Window window, int cut, Summary summary) {
        String firstKept = window.messages().get(cut).id();
        Entry entry = Entry.of(Compaction.ENTRY, UUID.randomUUID().toString(), rooms.clock().now());
        entry.body().put("summary", summary.text()).put("firstKeptEntryId", firstKept).put("tokensBefore", window.tokens());
        rooms.sessions().commit(read.key(), "compact", "compaction", (current, step) -> {
            if (!current.revision().equals(read.revision())) {
                throw new Transient("session " + read.key() + " was changed meanwhile; compact it again", SOON);
            }
            Session now = rooms.transcripts().append(step, current, List.of(entry));
            Books.book(rooms, read.key(), run, summary.model(), summary.spend(), step);
            return now.with(Books.unmeasured(now), Books.spent(now, summary.spend()));
        });
        return new Compaction.Outcome(true, window.messages().size() - cut, window.tokens());
    }

    private int window(Session session) {
        int known = rooms.models().describe(wanted(session)).contextWindow();
        return known > 0 ? known : UNKNOWN_WINDOW;
    }

    private ModelRef wanted(Session session) {
        return rooms.models().resolve(session.chosenModel().orElse(rooms.agents().get(session.key().agent()).model()));
    }

    private record Summary(String text, Spend spend, String model) {}

    /** Asks for one summary, part by part when the conversation is longer than what its model reads at once. */
    private final class Writer implements Models.Listener {
        private final String focus;
        private final CancelSource token;
        private final List<ModelRef> candidates = new ArrayList<>();
        private final Models.Pin pin;
        private ModelRef asked;
        private Spend spend = Spend.NOTHING;

        Writer(Session session, String focus, CancelSource token) {
            Agent agent = rooms.agents().get(session.key().agent());
            this.focus = focus;
            this.token = token;
            this.pin = Books.pin(session);
            asked = rooms.models().resolve(session.chosenModel().orElse(agent.model()));
            candidates.add(asked);
            agent.fallbacks().forEach(name -> candidates.add(rooms.models().resolve(name)));
        }

        Summary write(String older, List<Entry> messages) {
            int known = rooms.models().describe(asked).contextWindow();
            long chars = (long) CHARS_PER_WINDOW_TOKEN * (known > 0 ? known : UNKNOWN_WINDOW);
            String summary = older;
            for (String part : Digest.parts(messages, chars)) {
                summary = ask(summary, part);
            }
            return new Summary(summary, spend, asked.toString());
        }

        private String ask(String older, String part) {
            try (TimeLimit limit = new TimeLimit(rooms.clock(), LONGEST_REQUEST, () -> token.cancel(TOO_LONG))) {
                ChatResponse response = answer(Digest.request(older, part, focus));
                spend = spend.plus(rooms.prices().spent(asked, response.tokenUsage()));
                String text = response.aiMessage().text() == null ? "" : response.aiMessage().text().strip();
                if (text.isEmpty() || response.finishReason() == FinishReason.LENGTH) {
                    throw new Permanent(asked + " gave no whole summary of the conversation; nothing was changed");
                }
                return text;
            }
        }

        private ChatResponse answer(ChatRequest request) {
            try {
                return rooms.models().ask(new Models.Question(candidates, request, token, "", "", pin), this);
            } catch (CancellationException cancelled) {
                if (token.reason().equals(TOO_LONG)) {
                    throw new Transient(asked + " wrote longer than " + LONGEST_REQUEST.toSeconds() + " s at a summary", SOON);
                }
                throw cancelled;
            }
        }

        @Override
        public void asking(ModelRef model) {
            asked = model;
        }

        @Override
        public void text(String delta) {
            // Shown to nobody: it is a note of the assistant to itself.
        }

        @Override
        public void thinking(String delta) {
            // As above.
        }

        @Override
        public void retrying(String why, Duration after) {
            // As above.
        }
    }
}
