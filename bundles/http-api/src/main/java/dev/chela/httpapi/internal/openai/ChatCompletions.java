package dev.chela.httpapi.internal.openai;

import dev.chela.api.http.HttpEndpoint;
import dev.chela.api.http.Reply;
import dev.chela.api.http.Request;
import dev.chela.api.http.Route;
import dev.chela.api.http.Route.Access;
import dev.chela.httpapi.internal.ApiRefusal;
import dev.chela.httpapi.internal.Fields;
import dev.chela.httpapi.internal.HttpApiSection;
import dev.chela.httpapi.internal.Replies;
import dev.chela.httpapi.internal.run.Asking;
import dev.chela.httpapi.internal.run.Conversation;
import dev.chela.httpapi.internal.run.Ids;
import dev.chela.httpapi.internal.run.Outcome;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code POST /v1/chat/completions}. */
@Component(service = HttpEndpoint.class)
public final class ChatCompletions implements HttpEndpoint {
    static final long MOST_BYTES = 20L * 1024 * 1024;
    /** As long as an agent may work on one message; a streamed answer has no limit here but the agent's. */
    static final Duration LONGEST = Duration.ofMinutes(30);

    private final HttpApiSection settings;
    private final Asking asking;

    @Activate
    public ChatCompletions(@Reference HttpApiSection settings, @Reference Asking asking) {
        this.settings = settings;
        this.asking = asking;
    }

    @Override
    public Route route() {
        return new Route(Set.of("POST"), "/v1/chat/completions", Access.GATEWAY_TOKEN, MOST_BYTES, LONGEST);
    }

    @Override
    public Reply handle(Request request) throws IOException, InterruptedException {
        try {
            settings.requireChatCompletions();
            ChatRequest wanted = ChatRequest.read(Fields.of(request));
            Conversation conversation = asking.ask(Ids.Kind.CHAT, wanted.wish(), request);
            return wanted.stream() ? Replies.events(out -> stream(wanted, conversation, out)) : whole(wanted, conversation);
        } catch (ApiRefusal refusal) {
            return refusal.reply();
        }
    }

    private static ChatAnswers answers(ChatRequest wanted, Conversation conversation) {
        return new ChatAnswers(conversation.run().value(), conversation.startedAt() / 1000, wanted.wish().target());
    }

    private static Reply whole(ChatRequest wanted, Conversation conversation) throws IOException, InterruptedException {
        try (conversation) {
            Outcome outcome = conversation.follow(news -> { });
            return Ends.refusal(outcome).map(ApiRefusal::reply)
                    .orElseGet(() -> Replies.json(200, answers(wanted, conversation).whole(outcome)));
        }
    }

    private static void stream(ChatRequest wanted, Conversation conversation, OutputStream out) throws IOException {
        ChatAnswers answers = answers(wanted, conversation);
        EventStream events = new EventStream(out);
        try (conversation) {
            events.data(answers.role());
            Outcome outcome = conversation.follow(news -> {
                if (news.isEmpty()) {
                    events.alive();
                } else {
                    events.data(answers.words(news));
                }
            });
            end(wanted, answers, events, outcome);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("the gateway stops").initCause(stopping);
        }
    }

    private static void end(ChatRequest wanted, ChatAnswers answers, EventStream events, Outcome outcome) throws IOException {
        Optional<ApiRefusal> refusal = Ends.refusal(outcome);
        if (refusal.isPresent()) {
            events.data(refusal.get().body());
        } else {
            if (!outcome.calls().isEmpty()) {
                events.data(answers.calls(outcome));
            }
            events.data(answers.end(outcome));
            if (wanted.usageWanted()) {
                events.data(answers.usage(outcome));
            }
        }
        events.done();
    }
}
