package dev.chela.core.model;

import dev.chela.api.id.ModelRef;
import dev.chela.api.model.ModelInfo;
import dev.chela.api.model.Pace;
import dev.chela.api.task.Cancellation;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The models that the installed providers offer, under the configuration in force. */
public interface Models {
    /**
     * What a wish means now: {@code provider/model}, a bare model name that only one provider has, or {@code auto}. Aliases are
     * the agents' own: put them in their place first.
     *
     * @throws dev.chela.api.fault.Permanent when nothing fits; the message lists what would
     */
    ModelRef resolve(String wanted);

    /** Everything that can be chosen, best first; asks providers, so it may take as long as the slowest of them. */
    List<Offer> list();

    /** What is known of one model without asking anybody. */
    ModelInfo describe(ModelRef model);

    /** How hard it can be told to think, the least first; empty when it cannot be told. Asks nobody. */
    List<String> thinkingLevels(ModelRef model);

    /** Whether it has a faster service, where it is asked. Asks nobody. */
    boolean canBeFast(ModelRef model);

    /**
     * Asks, on the caller's thread, and returns the whole answer. Retries and fails over by itself, but only while nothing of an
     * answer has been shown. The answer holds no type of a provider's bundle.
     *
     * @throws dev.chela.api.fault.Transient when every model was tried and may work later
     * @throws dev.chela.api.fault.Permanent when the provider refused in a way that will not change
     * @throws java.util.concurrent.CancellationException when the question's token was cancelled, even before the first byte
     */
    ChatResponse ask(Question question, Listener listener);

    /** The credentials that a provider is asked with, in the order in which they would be used now. Asks nobody. */
    List<Held> credentials(String provider);

    /**
     * A credential, without its secret.
     *
     * @param restsUntil another one is used as long as there is one; empty when it does not rest
     * @param failures since it last worked
     * @param why it last failed
     */
    record Held(String profile, Optional<Instant> usedAt, Optional<Instant> restsUntil, int failures, Optional<FaultKind> why) {}

    /**
     * @param models the wanted one first, then its fallbacks
     * @param thinking a level; empty to leave it to the model, as it is to one that does not know the level
     * @param conversation stays with one credential of a provider as long as that works; empty for none
     * @param pin the credential that a person chose
     * @param pace for those of the models that {@link #canBeFast}
     */
    record Question(List<ModelRef> models, ChatRequest request, Cancellation cancellation, String thinking, String conversation, Pin pin,
            Pace pace) {
        public Question(List<ModelRef> models, ChatRequest request, Cancellation cancellation, String thinking, String conversation, Pin pin) {
            this(models, request, cancellation, thinking, conversation, pin, Pace.USUAL);
        }

        public Question(List<ModelRef> models, ChatRequest request, Cancellation cancellation, String thinking, String conversation) {
            this(models, request, cancellation, thinking, conversation, Pin.NONE);
        }

        public Question(List<ModelRef> models, ChatRequest request, Cancellation cancellation, String thinking) {
            this(models, request, cancellation, thinking, "");
        }

        public Question(List<ModelRef> models, ChatRequest request, Cancellation cancellation) {
            this(models, request, cancellation, "");
        }

        /** The same models, asked otherwise. */
        public Question asking(ChatRequest other) {
            return other == request ? this : new Question(models, other, cancellation, thinking, conversation, pin, pace);
        }
    }

    /** The one credential that a provider is asked with; others of its are not, even when it fails. */
    record Pin(String provider, String profile) {
        public static final Pin NONE = new Pin("", "");

        public boolean holds(ModelRef model) {
            return !profile.isEmpty() && model.provider().equals(provider);
        }
    }

    /** Told on the asking thread, in order. */
    interface Listener {
        /** A model is about to be asked: at the start, and after each failover. */
        void asking(ModelRef model);

        void text(String delta);

        void thinking(String delta);

        void retrying(String why, Duration after);
    }

    /** @param available whether it could be used now: credential there, provider reachable when last asked */
    record Offer(ModelRef ref, ModelInfo info, boolean available) {}
}
