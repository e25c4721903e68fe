package dev.chela.core.media;

import org.jspecify.annotations.Nullable;

/** The part of the section {@code messages} that speaks of files that are sent. */
public record MediaConfig(@Nullable Delivery delivery) {
    private static final int USUAL = 50;
    private static final long MEGA = 1_000_000;

    public MediaConfig {
        delivery = delivery == null ? new Delivery(null) : delivery;
    }

    /** @param mediaMaxMb how large a file may be, in millions of bytes, whatever a platform would take; 50 unless said */
    public record Delivery(@Nullable Integer mediaMaxMb) {
        public Delivery {
            if (mediaMaxMb != null && (mediaMaxMb < 0 || mediaMaxMb > 2_000)) {
                throw new IllegalArgumentException("messages.delivery.mediaMaxMb is " + mediaMaxMb + "; it must be 0 to 2000");
            }
        }

        long most() {
            return MEGA * (mediaMaxMb == null ? USUAL : mediaMaxMb);
        }
    }
}
