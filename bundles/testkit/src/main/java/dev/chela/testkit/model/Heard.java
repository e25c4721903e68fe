package dev.chela.testkit.model;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps what a model said; of several outcomes the first, as the host does. */
public final class Heard implements StreamingChatResponseHandler {
    private final List<String> deltas = new ArrayList<>();
    private final Runnable onDelta;
    private @Nullable ChatResponse response;
    private @Nullable Throwable error;

    public Heard() {
        this(() -> {});
    }

    /** @param onDelta runs after each delta, on the model's thread */
    public Heard(Runnable onDelta) {
        this.onDelta = onDelta;
    }

    @Override
    public void onPartialResponse(String delta) {
        if (error == null) {
            deltas.add(delta);
            onDelta.run();
        }
    }

    @Override
    public void onCompleteResponse(ChatResponse complete) {
        response = error == null ? complete : null;
    }

    @Override
    public void onError(Throwable failure) {
        error = error == null ? failure : error;
    }

    public List<String> deltas() {
        return deltas;
    }

    public @Nullable ChatResponse response() {
        return response;
    }

    public @Nullable Throwable error() {
        return error;
    }
}
