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
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code POST /v1/responses}. */
@Component(service = HttpEndpoint.class)
public final class Responses implements HttpEndpoint {
    private final HttpApiSection settings;
    private final Asking asking;

    @Activate
    public Responses(@Reference HttpApiSection settings, @Reference Asking asking) {
        this.settings = settings;
        this.asking = asking;
    }

    @Override
    public Route route() {
        return new Route(Set.of("POST"), "/v1/responses", Access.GATEWAY_TOKEN, ChatCompletions.MOST_BYTES, ChatCompletions.LONGEST);
    }

    @Override
    public Reply handle(Request request) throws IOException, InterruptedException {
        try {
            settings.requireResponses();
            ResponseRequest wanted = ResponseRequest.read(Fields.of(request));
            Conversation conversation = asking.ask(Ids.Kind.RESPONSE, wanted.wish(), request);
            ResponseAnswers answers = new ResponseAnswers(conversation.run().value(), conversation.startedAt() / 1000, wanted.wish());
            return wanted.stream() ? Replies.events(out -> stream(answers, conversation, out)) : whole(answers, conversation);
        } catch (ApiRefusal refusal) {
            return refusal.reply();
        }
    }

    private static Reply whole(ResponseAnswers answers, Conversation conversation) throws IOException, InterruptedException {
        try (conversation) {
            Outcome outcome = conversation.follow(news -> { });
            return Ends.refusal(outcome).map(ApiRefusal::reply)
                    .orElseGet(() -> Replies.json(200, answers.whole(outcome, outcome.settled().text())));
        }
    }

    private static void stream(ResponseAnswers answers, Conversation conversation, OutputStream out) throws IOException {
        ResponseStream stream = new ResponseStream(answers, new EventStream(out));
        try (conversation) {
            stream.begin();
            Outcome outcome = conversation.follow(stream::tell);
            Optional<ApiRefusal> refusal = Ends.refusal(outcome);
            if (refusal.isPresent()) {
                stream.fail(refusal.get());
            } else {
                stream.end(outcome);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("the gateway stops").initCause(stopping);
        }
    }
}
