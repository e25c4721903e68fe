package dev.chela.core.model.internal;

import dev.chela.api.fault.Fault;
import dev.chela.api.id.ModelRef;
import dev.chela.api.task.Clock;
import dev.chela.core.model.FaultKind;
import dev.chela.core.model.ModelProbe.Finding;
import dev.chela.core.model.ModelProbe.Verdict;
import dev.chela.core.model.Models;
import dev.chela.core.net.TurnClients;
import dev.chela.core.task.CancelSource;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** One question to one provider. It counts for nothing else: no cooldown follows from it. */
final class Probing {
    private static final ChatRequest QUESTION = ChatRequest.builder().messages(UserMessage.from("Reply with the word ok.")).build();

    private final Catalog catalog;
    private final TurnClients clients;
    private final Clock clock;

    Probing(Catalog catalog, TurnClients clients, Clock clock) {
        this.catalog = catalog;
        this.clients = clients;
        this.clock = clock;
    }

    /** @param offers the provider's models */
    Finding probe(String provider, List<Models.Offer> offers, Duration atMost) {
        Optional<ModelRef> model = offers.stream().filter(Models.Offer::available).findFirst().map(Models.Offer::ref);
        if (model.isPresent()) {
            return ask(model.get(), atMost);
        }
        return offers.isEmpty()
                ? new Finding(Verdict.NO_MODEL, Optional.empty(), Duration.ZERO, "no model of '" + provider + "' is known here")
                : new Finding(Verdict.AUTH, Optional.of(offers.get(0).ref()), Duration.ZERO, "no credential for '" + provider + "' is configured");
    }

    private Finding ask(ModelRef model, Duration atMost) {
        CancelSource deadline = new CancelSource();
        Instant begun = clock.now();
        try (var alarm = clock.after(atMost, () -> deadline.cancel("no answer in time"))) {
            new Attempt(catalog.route(model), deadline, new Deaf(), clock).run(clients, QUESTION);
            return found(Verdict.OK, model, begun, "");
        } catch (CancellationException late) {
            return found(Verdict.TIMEOUT, model, begun, "no answer within " + atMost.toMillis() + " ms");
        } catch (Fault fault) {
            return deadline.cancelled() ? found(Verdict.TIMEOUT, model, begun, "no answer within " + atMost.toMillis() + " ms")
                    : found(verdict(FaultKind.of(fault)), model, begun, String.valueOf(fault.getMessage()));
        }
    }

    private Finding found(Verdict verdict, ModelRef model, Instant begun, String error) {
        return new Finding(verdict, Optional.of(model), Duration.between(begun, clock.now()), error);
    }

    private static Verdict verdict(FaultKind kind) {
        return switch (kind) {
            case RATE -> Verdict.RATE_LIMIT;
            case AUTH -> Verdict.AUTH;
            case BILLING -> Verdict.BILLING;
            case MISSING -> Verdict.NO_MODEL;
            case OVERFLOW, REQUEST -> Verdict.FORMAT;
            case PASSING, REFUSED, OURS -> Verdict.UNKNOWN;
        };
    }

    /** Nobody wants to hear the answer, only that there is one. */
    private static final class Deaf implements Models.Listener {
        @Override
        public void asking(ModelRef model) {}

        @Override
        public void text(String delta) {}

        @Override
        public void thinking(String delta) {}

        @Override
        public void retrying(String why, Duration after) {}
    }
}
