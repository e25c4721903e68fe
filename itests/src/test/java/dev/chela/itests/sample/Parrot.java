package dev.chela.itests.sample;

import dev.chela.api.model.ModelAccess;
import dev.chela.api.model.ModelInfo;
import dev.chela.api.model.ModelProvider;
import dev.chela.api.model.ProviderInfo;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import java.util.List;
import java.util.Set;

/** The model {@code parrot/polly}: it says which generation of its jar it is. */
public final class Parrot implements ModelProvider {
    private final String words = "Polly " + Generation.name();

    public Parrot() {
        Sabotage.activating();
    }

    void leave() {
        Sabotage.deactivating();
    }

    @Override
    public String id() {
        return "parrot";
    }

    @Override
    public ProviderInfo info() {
        return new ProviderInfo(Set.of("parrot"), "", List.of(), "", 2000, true);
    }

    @Override
    public List<ModelInfo> models(ModelAccess access) {
        return List.of(new ModelInfo("polly", "Polly", 100_000, 0, false, false));
    }

    @Override
    public StreamingChatModel open(String model, ModelAccess access) {
        return new StreamingChatModel() {
            @Override
            public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
                Sabotage.used();
                handler.onPartialResponse(words);
                handler.onCompleteResponse(ChatResponse.builder().aiMessage(AiMessage.from(words)).modelName("polly")
                        .finishReason(FinishReason.STOP).tokenUsage(new TokenUsage(1, 2)).build());
            }
        };
    }
}
