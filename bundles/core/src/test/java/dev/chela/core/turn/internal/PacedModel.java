package dev.chela.core.turn.internal;

import dev.chela.api.fault.Permanent;
import dev.chela.api.id.ModelRef;
import dev.chela.api.model.ModelInfo;
import dev.chela.api.model.Pace;
import dev.chela.core.model.Models;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.TokenUsage;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A model that a test answers for, one question after the other. */
public final class PacedModel implements Models {
    private final BlockingQueue<Asked> questions = new LinkedBlockingQueue<>();

    /** A question that waits for its answer. */
    public static final class Asked {
        private final Question question;
        private final Listener listener;
        private final StringBuilder streamed = new StringBuilder();
        private final CompletableFuture<AiMessage> answer = new CompletableFuture<>();
        private volatile TokenUsage used = new TokenUsage(10, 5);

        Asked(Question question, Listener listener) {
            this.question = question;
            this.listener = listener;
        }

        public List<ChatMessage> messages() {
            return question.request().messages();
        }

        public List<ModelRef> models() {
            return question.models();
        }

        public String thinking() {
            return question.thinking();
        }

        public Pin pin() {
            return question.pin();
        }

        public Pace pace() {
            return question.pace();
        }

        public List<String> offered() {
            return question.request().toolSpecifications().stream().map(spec -> spec.name()).toList();
        }

        /** What people said, in order. */
        public List<String> heard() {
            return messages().stream().filter(UserMessage.class::isInstance)
                    .map(m -> ((UserMessage) m).contents().stream().map(PacedModel::text).reduce("", String::concat)).toList();
        }

        public List<String> results() {
            return messages().stream().filter(ToolExecutionResultMessage.class::isInstance)
                    .map(m -> ((ToolExecutionResultMessage) m).contents().stream().map(PacedModel::text).reduce("", String::concat)).toList();
        }

        public Asked stream(String delta) {
            streamed.append(delta);
            listener.text(delta);
            return this;
        }

        /** What was streamed is the answer. */
        public void finish() {
            answer.complete(AiMessage.from(streamed.toString()));
        }

        /** What the question has, as the model counts. */
        public Asked counting(int tokens) {
            used = new TokenUsage(tokens, 5);
            return this;
        }

        public void answer(String text) {
            answer.complete(AiMessage.from(text));
        }

        public void answer(AiMessage message) {
            answer.complete(message);
        }

        /** Calls given as {@code id:tool}. */
        public void call(String... calls) {
            answer.complete(AiMessage.from("Working.", Stream.of(calls).map(c -> c.split(":"))
                    .map(c -> ToolExecutionRequest.builder().id(c[0]).name(c[1]).arguments("{}").build()).toList()));
        }

        public void callWith(String id, String tool, String arguments) {
            answer.complete(AiMessage.from(List.of(ToolExecutionRequest.builder().id(id).name(tool).arguments(arguments).build())));
        }

        public void fail(RuntimeException fault) {
            answer.completeExceptionally(fault);
        }
    }

    /** What a person said, without who it was. */
    public static String words(UserMessage message) {
        return message.contents().stream().map(PacedModel::text).filter(text -> !text.matches("\\[.*] ")).reduce("", String::concat);
    }

    private static String text(dev.langchain4j.data.message.Content content) {
        return content instanceof dev.langchain4j.data.message.TextContent text ? text.text() : "[" + content.type() + "]";
    }

    public Asked next() throws InterruptedException {
        Asked asked = questions.poll(60, TimeUnit.SECONDS);
        if (asked == null) {
            throw new AssertionError("the model was not asked within a minute");
        }
        return asked;
    }

    public boolean idle() {
        return questions.isEmpty();
    }

    @Override
    public ModelRef resolve(String wanted) {
        if (!wanted.startsWith("test/")) {
            throw new Permanent("Unknown model \"" + wanted + "\"; there are: test/scripted, test/other");
        }
        return ModelRef.parse(wanted);
    }

    @Override
    public List<Offer> list() {
        return Stream.of("scripted", "other").map(n -> new ModelRef("test", n)).map(r -> new Offer(r, describe(r), true)).toList();
    }

    @Override
    public ModelInfo describe(ModelRef model) {
        return new ModelInfo(model.model(), model.model(), 100_000, 1_000, false, true);
    }

    /** The first of them thinks as hard as it is told, the other as it likes. */
    @Override
    public List<String> thinkingLevels(ModelRef model) {
        return model.model().equals("scripted") ? List.of("low", "high") : List.of();
    }

    /** The same one can be had faster. */
    @Override
    public boolean canBeFast(ModelRef model) {
        return model.model().equals("scripted");
    }

    @Override
    public List<Held> credentials(String provider) {
        return Stream.of("test:default", "work").map(name -> new Held(name, java.util.Optional.empty(), java.util.Optional.empty(), 0, java.util.Optional.empty()))
                .toList();
    }

    @Override
    public ChatResponse ask(Question question, Listener listener) {
        question.cancellation().check();
        listener.asking(question.models().get(0));
        Asked asked = new Asked(question, listener);
        try (var gone = question.cancellation().onCancel(
                () -> asked.fail(new java.util.concurrent.CancellationException("cancelled")))) {
            questions.add(asked);
            AiMessage answer = told(asked);
            return ChatResponse.builder().aiMessage(answer).tokenUsage(asked.used).build();
        }
    }

    private static AiMessage told(Asked asked) {
        try {
            AiMessage answer = asked.answer.get();
            if (answer.text() != null && !answer.text().isEmpty() && !answer.text().contentEquals(asked.streamed)) {
                asked.listener.text(answer.text());
            }
            return answer;
        } catch (ExecutionException e) {
            throw (RuntimeException) e.getCause();
        } catch (InterruptedException e) {
            throw new java.util.concurrent.CancellationException("interrupted");
        }
    }
}
