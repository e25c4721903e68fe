package dev.chela.core.model.internal;

import dev.chela.api.fault.Defect;
import dev.chela.api.fault.Fault;
import dev.chela.api.fault.Transient;
import dev.chela.api.model.CountedTokens;
import dev.chela.api.task.Cancellation;
import dev.chela.api.task.Cancellation.Registration;
import dev.chela.api.task.Clock;
import dev.chela.core.guest.Lease;
import dev.chela.core.model.Models;
import dev.chela.core.net.TurnClients;
import dev.chela.core.task.CancelSource;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.ChatResponseMetadata;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.output.TokenUsage;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** One request to one model. The first thing that goes wrong ends it; nothing that comes after counts. */
final class Attempt implements StreamingChatResponseHandler {
    private final Route route;
    private final Cancellation token;
    private final Burst burst;
    private final CancelSource request = new CancelSource();
    private @Nullable ChatResponse response;
    private @Nullable CountedTokens counted;
    private @Nullable Throwable failure;
    private boolean listenerFailed;
    private volatile boolean withdrawn;

    Attempt(Route route, Cancellation token, Models.Listener listener, Clock clock) {
        this.route = route;
        this.token = token;
        this.burst = new Burst(listener, clock);
    }

    /**
     * @throws Fault what went wrong, as the room {@code net} or the provider told it
     * @throws CancellationException when the token was cancelled
     */
    ChatResponse run(TurnClients clients, ChatRequest question) {
        token.check();
        Registration bound = token.onCancel(() -> request.cancel("the turn was cancelled"));
        try (Lease lease = route.desk().enter(route.ref().toString(), this::leave)) {
            chat(clients, question, lease);
        } finally {
            bound.close();
        }
        token.check();
        if (withdrawn && response == null) {
            throw new Transient(route.ref() + " broke off its answer: " + Route.WITHDRAWN, Duration.ZERO);
        }
        if (failure != null) {
            throw told(failure);
        }
        return complete();
    }

    private void chat(TurnClients clients, ChatRequest question, Lease lease) {
        try {
            route.provider().open(route.ref().model(), route.access(clients, request, () -> show(burst::pause))).chat(question, this);
        } catch (Exception | LinkageError thrown) {
            onError(thrown);
        }
        if (failure != null && !listenerFailed && !withdrawn && told(failure) instanceof Defect defect) {
            lease.failed(defect);
        }
    }

    /** Its bundle goes, and has waited long enough for this answer. */
    private void leave() {
        withdrawn = true;
        request.cancel(Route.WITHDRAWN);
    }

    /** Whether the person has seen a part of this answer. */
    boolean shown() {
        return burst.told();
    }

    @Override
    public void onPartialResponse(String delta) {
        show(() -> burst.text(delta));
    }

    @Override
    public void onPartialThinking(PartialThinking thinking) {
        show(() -> burst.thinking(thinking.text()));
    }

    private void show(Runnable delivery) {
        if (failure != null || request.cancelled()) {
            return;
        }
        try {
            delivery.run();
        } catch (RuntimeException thrown) {
            listenerFailed = true;
            onError(thrown);
        }
    }

    @Override
    public void onCompleteResponse(ChatResponse complete) {
        show(burst::tell);
        if (failure == null) {
            response = complete;
            count(complete.tokenUsage());
        }
    }

    @Override
    public void onError(Throwable error) {
        show(burst::tell);
        if (failure == null) {
            failure = error;
            request.cancel("the answer failed");
        }
    }

    private RuntimeException told(Throwable error) {
        return listenerFailed && error instanceof RuntimeException own ? own : route.told(error);
    }

    /** Without a reason to finish, the stream was cut where a connection may be cut: between two frames. */
    private ChatResponse complete() {
        if (response == null || response.finishReason() == null) {
            throw new Transient(route.ref() + " broke off its answer", Duration.ZERO);
        }
        ChatResponseMetadata metadata = ChatResponseMetadata.builder()
                .id(response.id())
                .modelName(response.modelName())
                .finishReason(response.finishReason())
                .tokenUsage(counted)
                .build();
        return ChatResponse.builder().aiMessage(plain(response.aiMessage())).metadata(metadata).build();
    }

    private static AiMessage plain(AiMessage message) {
        return AiMessage.builder()
                .text(message.text())
                .thinking(message.thinking())
                .toolExecutionRequests(message.toolExecutionRequests().stream().map(Attempt::named).toList())
                .attributes(message.attributes())
                .build();
    }

    /** Some servers give their calls no name, and calls without arguments no object; the books need both. */
    private static ToolExecutionRequest named(ToolExecutionRequest call) {
        boolean nameless = call.id() == null || call.id().isBlank();
        boolean empty = call.arguments() == null || call.arguments().isBlank();
        return ToolExecutionRequest.builder()
                .id(nameless ? "call_" + UUID.randomUUID() : call.id())
                .name(call.name())
                .arguments(empty ? "{}" : call.arguments())
                .build();
    }

    /** Without the provider's own types, which must not outlive it. */
    private void count(@Nullable TokenUsage usage) {
        try {
            if (usage != null) {
                counted = route.provider().counted(usage);
                route.desk().traffic().tokens(tokens(counted.inputTokenCount()) + tokens(counted.outputTokenCount()));
            }
        } catch (Exception | LinkageError thrown) {
            onError(thrown);
        }
    }

    private static long tokens(@Nullable Integer count) {
        return count == null ? 0 : count;
    }
}
