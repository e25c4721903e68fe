package dev.chela.core.outbox;

import org.jspecify.annotations.Nullable;

/** The part of the section {@code messages} that speaks of deliveries. */
public record DeliveryConfig(@Nullable Settings delivery) {
    public DeliveryConfig {
        delivery = delivery == null ? new Settings(null) : delivery;
    }

    /** @param inDoubt what becomes of an answer that may or may not have arrived */
    public record Settings(@Nullable Doubt inDoubt) {
        public Settings {
            inDoubt = inDoubt == null ? Doubt.HOLD : inDoubt;
        }
    }

    public enum Doubt {
        /** It is held and shown; the person is told at the next contact. */
        HOLD,
        /** It is sent once more, marked as perhaps the second time. */
        RESEND_MARKED
    }
}
