package dev.chela.channel.email.internal;

import dev.chela.api.channel.Delivery;
import dev.chela.api.channel.Refusal;
import dev.chela.channel.email.internal.Smtp.Declined;
import java.time.Duration;
import java.util.List;

/** What a server's refusal means for a letter (RFC 5321, section 4.2.3; RFC 4954): it has nothing of it. */
final class Replies {
    private static final Duration LATER = Duration.ofMinutes(2);

    private Replies() {}

    static Delivery meaning(Declined no) {
        return early(no) || no.answer().passing() ? new Delivery.Retry(LATER) : new Delivery.Rejected(kind(no), String.valueOf(no.getMessage()));
    }

    /** Whether it was not about the letter. */
    static boolean early(Declined no) {
        return !List.of("MAIL FROM", "RCPT TO", "DATA", Smtp.LETTER).contains(no.at());
    }

    private static Refusal kind(Declined no) {
        return switch (no.answer().code()) {
            case 530, 534, 535, 538 -> Refusal.AUTH;
            case 552 -> no.at().equals("RCPT TO") ? Refusal.QUOTA : Refusal.TOO_LARGE;
            case 500, 501, 502, 503, 504, 555 -> Refusal.BAD_FORMAT;
            case 550, 551, 553, 556 -> no.at().equals("RCPT TO") ? Refusal.NOT_FOUND : Refusal.FORBIDDEN;
            default -> Refusal.FORBIDDEN;
        };
    }
}
