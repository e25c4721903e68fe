package dev.chela.core.turn.internal;

import dev.chela.api.id.ModelRef;
import dev.chela.api.model.ModelInfo;
import dev.chela.core.model.Models;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.TokenUsage;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/** A model whose answer depends on nothing but what it is shown. */
public final class ScriptedModel implements Models {
    static final ModelRef REF = new ModelRef("test", "scripted");

    private final Function<List<ChatMessage>, AiMessage> script;
    private final CountDownLatch open;

    /** @param open what every question waits for: the house is complete */
    public ScriptedModel(CountDownLatch open, Function<List<ChatMessage>, AiMessage> script) {
        this.open = open;
        this.script = script;
    }

    @Override
    public ModelRef resolve(String wanted) {
        return REF;
    }

    @Override
    public List<Offer> list() {
        return List.of(new Offer(REF, describe(REF), true));
    }

    @Override
    public ModelInfo describe(ModelRef model) {
        return new ModelInfo("scripted", "scripted", 100_000, 1_000, false, false);
    }

    @Override
    public List<String> thinkingLevels(ModelRef model) {
        return List.of();
    }

    @Override
    public boolean canBeFast(ModelRef model) {
        return false;
    }

    @Override
    public List<Held> credentials(String provider) {
        return List.of();
    }

    @Override
    public ChatResponse ask(Question question, Listener listener) {
        try {
            open.await();
        } catch (InterruptedException e) {
            throw new java.util.concurrent.CancellationException("interrupted");
        }
        question.cancellation().check();
        listener.asking(REF);
        AiMessage answer = script.apply(question.request().messages());
        if (answer.text() != null) {
            listener.text(answer.text());
        }
        return ChatResponse.builder().aiMessage(answer).tokenUsage(new TokenUsage(10, 5)).build();
    }
}
