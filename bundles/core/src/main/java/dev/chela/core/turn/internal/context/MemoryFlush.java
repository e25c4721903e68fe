package dev.chela.core.turn.internal.context;

import dev.chela.api.fault.Fault;
import dev.chela.api.fault.Transient;
import dev.chela.api.id.ModelRef;
import dev.chela.api.id.RunId;
import dev.chela.api.id.SessionKey;
import dev.chela.api.task.Cancellation.Registration;
import dev.chela.core.agent.Agent;
import dev.chela.core.model.Models;
import dev.chela.core.session.Compaction;
import dev.chela.core.session.Entry;
import dev.chela.core.session.Session;
import dev.chela.core.task.CancelSource;
import dev.chela.core.turn.internal.prompt.Messages;
import dev.chela.core.turn.internal.prompt.Prompts;
import dev.chela.core.turn.internal.run.Books;
import dev.chela.core.turn.internal.run.Rooms;
import dev.chela.core.turn.internal.run.TimeLimit;
import dev.chela.core.turn.internal.settings.ContextSettings;
import dev.chela.core.usage.Spend;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A turn that nobody sees: shortly before the older part of a conversation leaves the model's sight, the model is asked to write down what
 * is to last, at the end of the day's note, where memory search finds it. What is asked and answered stands in no transcript; only a mark
 * does, so that it happens once between two compactions. After a crash in between it happens again, and a note may then stand there twice.
 */
public final class MemoryFlush {
    static final String TOOL = "append_to_memory";
    static final String MARK = "chela.memory-flush";
    private static final Logger LOG = LoggerFactory.getLogger(MemoryFlush.class);
    private static final int ROUNDS = 4;
    private static final int LONGEST_NOTE = 16_000;
    private static final Duration LONGEST = Duration.ofSeconds(180);
    private static final String DAY = "YYYY-MM-DD";
    private static final ToolSpecification NOTE = Prompts.specification(TOOL, "Adds lines to the end of today's note.",
            "{\"type\":\"object\",\"properties\":{\"text\":{\"type\":\"string\",\"description\":\"Markdown\"}},\"required\":[\"text\"]}");
    private static final String ORDER = """
            [From the house, not from the person you talk to.] The older part of this conversation will soon be replaced by a summary. \
            Write down now what should still be known in weeks: decisions, facts about people and projects, preferences, dates, \
            promises that are open, exact names and numbers. Call append_to_memory with it, as Markdown, in the conversation's \
            language; it goes to the end of memory/YYYY-MM-DD.md, where nothing else changes. Leave out small talk, what stands in a \
            file already, passwords and keys. When it is done, or when there is nothing to write, answer NO_REPLY: nobody reads your \
            answer.""";

    private final Rooms rooms;
    private final Behalf behalf;
    private final SessionKey session;
    private final Agent agent;
    private boolean tried;

    public MemoryFlush(Rooms rooms, Behalf behalf) {
        this.rooms = rooms;
        this.behalf = behalf;
        this.session = behalf.session();
        this.agent = behalf.agent();
    }

    /**
     * For whom notes are written.
     *
     * @param run empty when a person had the conversation compacted
     * @param token that ends it
     * @param candidates the models that may be asked, the first choice first
     * @param offered the tools that the conversation may use now
     */
    public record Behalf(SessionKey session, Agent agent, Optional<RunId> run, CancelSource token, Supplier<List<ModelRef>> candidates,
            Supplier<List<ToolSpecification>> offered) {}

    /**
     * Once. A fault is no reason not to answer the person: it is logged, and the next run tries again.
     *
     * @param context the conversation as it stands
     * @param shown what of it the model is shown
     */
    void run(List<Entry> context, List<Entry> shown) {
        if (tried || !settings().on() || done(context) || !mayWrite()) {
            return;
        }
        tried = true;
        Writing writing = new Writing();
        boolean done = false;
        try {
            writing.run(shown);
            done = true;
        } catch (Fault | UncheckedIOException failed) {
            LOG.warn("nothing more was written into the memory of {} before its conversation {} is compacted: {}", agent.id(),
                    session, failed.getMessage());
        }
        behalf.token().check();
        book(writing, done);
    }

    private ContextSettings.MemoryFlush settings() {
        return rooms.settings().compaction().flush();
    }

    private static boolean done(List<Entry> context) {
        for (int i = context.size() - 1; i >= 0 && !context.get(i).type().equals(Compaction.ENTRY); i--) {
            if (context.get(i).body().path("customType").asText().equals(MARK)) {
                return true;
            }
        }
        return false;
    }

    /** Only what could write there itself is asked to: the tool must be there, be allowed, and the place not be read-only. */
    private boolean mayWrite() {
        Path memory = agent.workspace().resolve("memory");
        return Prompts.same(agent.workspace(), rooms.toolbox().place(agent, session)) && Files.isWritable(agent.workspace()) && (!Files.exists(memory) || Files.isWritable(memory))
                && behalf.offered().get().stream().anyMatch(tool -> tool.name().equals("write"));
    }

    private void book(Writing writing, boolean done) {
        if (!done && writing.spend.tokens().total() == 0) {
            return;
        }
        rooms.sessions().commit(session, "flush", "memory.flush", (current, step) -> {
            Books.book(rooms, session, behalf.run(), writing.model.toString(), writing.spend, step);
            Session now = done ? rooms.transcripts().append(step, current, List.of(mark())) : current;
            return now.with(now.last(), Books.spent(now, writing.spend));
        });
    }

    private Entry mark() {
        Entry mark = Entry.of("custom", behalf.run().map(RunId::value).orElseGet(() -> UUID.randomUUID().toString()) + ":flush", rooms.clock().now());
        mark.body().put("customType", MARK);
        return mark;
    }

    /** The talk with the model. */
    private final class Writing implements Models.Listener {
        private final String day = LocalDate.ofInstant(rooms.clock().now(), ZoneId.systemDefault()).toString();
        private ModelRef model = behalf.candidates().get().get(0);
        private Spend spend = Spend.NOTHING;

        void run(List<Entry> context) {
            List<ChatMessage> talk = new ArrayList<>(rooms.prompts().request(agent, rooms.sessions().open(session), context,
                    List.of(NOTE), Optional.ofNullable(settings().systemPrompt()).orElse("")).messages());
            talk.add(UserMessage.from(Optional.ofNullable(settings().prompt()).orElse(ORDER).replace(DAY, day)));
            for (int round = 0; round < ROUNDS; round++) {
                AiMessage answer = ask(talk);
                if (!answer.hasToolExecutionRequests()) {
                    return;
                }
                talk.add(answer);
                answer.toolExecutionRequests().forEach(call -> talk.add(ToolExecutionResultMessage.from(call, result(call))));
            }
        }

        private AiMessage ask(List<ChatMessage> talk) {
            checkBudget();
            CancelSource late = new CancelSource();
            try (Registration bound = behalf.token().onCancel(() -> late.cancel(behalf.token().reason()));
                    TimeLimit limit = new TimeLimit(rooms.clock(), LONGEST, () -> late.cancel("it took too long"))) {
                ChatResponse response = rooms.models().ask(new Models.Question(behalf.candidates().get(),
                        ChatRequest.builder().messages(List.copyOf(talk)).toolSpecifications(NOTE).build(), late, "", session.value(), Books.pin(rooms.sessions().open(session))), this);
                spend = spend.plus(rooms.prices().spent(model, response.tokenUsage()));
                return response.aiMessage();
            } catch (CancellationException ended) {
                behalf.token().check();
                throw new Transient(model + ": " + late.reason(), Duration.ZERO, ended);
            }
        }

        private void checkBudget() {
            behalf.run().ifPresentOrElse(run -> rooms.budgets().check(agent.id(), run), () -> rooms.budgets().check(agent.id()));
        }

        private String result(ToolExecutionRequest call) {
            String text = Messages.read(call.arguments()).path("text").asText().strip();
            if (!call.name().equals(TOOL) || text.isEmpty() || text.length() > LONGEST_NOTE) {
                return "Not done: there is only " + TOOL + ", with a text of 1 to " + LONGEST_NOTE + " characters.";
            }
            rooms.files().append(agent, "memory/" + day + ".md", text);
            return "Written.";
        }

        @Override
        public void asking(ModelRef asked) {
            model = asked;
        }

        @Override
        public void text(String delta) {
            // Shown to nobody.
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
