package dev.chela.core.model.internal;

import dev.chela.api.fault.Fault;
import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import dev.chela.api.id.ModelRef;
import dev.chela.api.task.Clock;
import dev.chela.core.model.FaultKind;
import dev.chela.core.model.Models.Listener;
import dev.chela.core.model.Models.Question;
import dev.chela.core.net.TurnClients;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** The way of a question: the same model again, then the next one. Nothing is repeated once a part of an answer was shown. */
final class Asking {
    private final Catalog catalog;
    private final TurnClients clients;
    private final Clock clock;
    private final RandomGenerator random;
    private final Function<ModelRef, List<String>> levels;
    private final Cooldowns cooldowns = new Cooldowns();

    /** @param levels how hard a model can be told to think */
    Asking(Catalog catalog, TurnClients clients, Clock clock, RandomGenerator random, Function<ModelRef, List<String>> levels) {
        this.catalog = catalog;
        this.clients = clients;
        this.clock = clock;
        this.random = random;
        this.levels = levels;
    }

    ChatResponse ask(Question question, Listener listener) {
        List<ModelRef> models = cooldowns.order(question.models(), clock.now());
        if (models.isEmpty()) {
            throw new Permanent("no model to ask: set agents.defaults.model.primary");
        }
        for (int i = 0; ; i++) {
            boolean alternative = i + 1 < models.size();
            Try attempt = new Try(models.get(i), alternative, question, listener);
            try {
                return attempt.answer();
            } catch (Fault fault) {
                FaultKind kind = FaultKind.of(fault);
                if (kind.elsewhere()) {
                    cooldowns.failed(models.get(i), kind, clock.now());
                }
                if (!alternative || attempt.shown || !kind.elsewhere()) {
                    throw fault;
                }
            }
        }
    }

    /** One model, as often as it makes sense. */
    private final class Try {
        private final ModelRef model;
        private final Question question;
        private final Listener listener;
        private final Retries retries;
        private boolean shown;

        Try(ModelRef model, boolean alternative, Question question, Listener listener) {
            this.model = model;
            this.question = question;
            this.listener = listener;
            this.retries = new Retries(random, alternative);
        }

        ChatResponse answer() {
            Route route = route();
            listener.asking(model);
            while (true) {
                Attempt attempt = new Attempt(route, question.cancellation(), listener, clock);
                try {
                    ChatResponse response = attempt.run(clients, question.request());
                    cooldowns.answered(model);
                    return response;
                } catch (Transient fault) {
                    shown = attempt.shown();
                    waitOrGiveUp(fault);
                    // Looked up anew: the bundle of the provider may have been replaced, or have gone, in the meantime.
                    route = route();
                } catch (Fault fault) {
                    shown = attempt.shown();
                    throw fault;
                }
            }
        }

        private Route route() {
            Route route = catalog.route(model);
            return levels.apply(model).contains(question.thinking()) ? route.thinking(question.thinking()) : route;
        }

        private void waitOrGiveUp(Transient fault) {
            Optional<Duration> pause = shown ? Optional.empty() : retries.next(fault, clock.now());
            if (pause.isEmpty()) {
                throw fault;
            }
            listener.retrying(String.valueOf(fault.getMessage()), pause.get());
            new Pause(clock).take(pause.get(), question.cancellation());
        }
    }
}
