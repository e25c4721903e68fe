package dev.chela.core.model.internal;

import dev.chela.api.fault.Fault;
import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import dev.chela.api.id.ModelRef;
import dev.chela.api.task.Clock;
import dev.chela.core.model.FaultKind;
import dev.chela.core.model.Models;
import dev.chela.core.model.Models.Listener;
import dev.chela.core.model.Models.Question;
import dev.chela.core.net.TurnClients;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * The way of a question: the same model again, then with the provider's next credential, then the next model. A credential that is asked too
 * often, refused or out of money gives way at once to one that is ready. Nothing is repeated once a part of an answer was shown.
 */
final class Asking {
    private final Catalog catalog;
    private final TurnClients clients;
    private final Clock clock;
    private final RandomGenerator random;
    private final Function<ModelRef, List<String>> levels;
    private final Cooldowns<ModelRef> cooldowns;
    private final Credentials credentials;

    /** @param levels how hard a model can be told to think */
    Asking(Catalog catalog, TurnClients clients, Clock clock, RandomGenerator random, Function<ModelRef, List<String>> levels) {
        this.catalog = catalog;
        this.clients = clients;
        this.clock = clock;
        this.random = random;
        this.levels = levels;
        this.credentials = new Credentials(catalog);
        this.cooldowns = new Cooldowns<>(catalog::cooldowns);
    }

    /** The credentials of a provider, for people. */
    List<Models.Held> held(String provider) {
        return credentials.held(provider, clock.now());
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
                    cooldowns.failed(models.get(i), models.get(i).provider(), kind, clock.now());
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

        /** With one credential after the other, as long as another may help. */
        ChatResponse answer() {
            catalog.route(model);
            listener.asking(model);
            List<Credential> keys = credentials.order(model, question, clock.now());
            for (int i = 0; ; i++) {
                boolean another = i + 1 < keys.size() && credentials.ready(keys.get(i + 1), clock.now());
                try {
                    return answer(keys.get(i), another);
                } catch (Fault fault) {
                    FaultKind kind = FaultKind.of(fault);
                    if (Credentials.mayHelp(kind)) {
                        credentials.failed(model, keys.get(i), kind, clock.now());
                    }
                    if (shown || !another || !Credentials.mayHelp(kind)) {
                        throw fault;
                    }
                    listener.retrying(fault.getMessage() + "; now with the credential " + keys.get(i + 1), Duration.ZERO);
                }
            }
        }

        private ChatResponse answer(Credential key, boolean another) {
            while (true) {
                // Looked up anew: the bundle of the provider may have been replaced, or have gone, in the meantime.
                Attempt attempt = new Attempt(route().with(key.secret()), question.cancellation(), listener, clock);
                credentials.asking(key, clock.now());
                try {
                    ChatResponse response = attempt.run(clients, question.request());
                    cooldowns.answered(model);
                    credentials.answered(model, key, question.conversation());
                    return response;
                } catch (Fault fault) {
                    shown = attempt.shown();
                    boolean rotates = another && Credentials.mayHelp(FaultKind.of(fault));
                    if (!(fault instanceof Transient passing) || rotates) {
                        throw fault;
                    }
                    waitOrGiveUp(passing);
                }
            }
        }

        private Route route() {
            Route route = catalog.route(model).at(question.pace());
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
