package dev.chela.channel.irc.internal;

import dev.chela.api.channel.Delivery;
import dev.chela.api.channel.Refusal;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Lines on their way to one target, and the question sent after them. The server answers in the order in which it is told, so its answer
 * says that it has the lines, and what it refused of them it said before.
 */
final class Spoken {
    /** 401 to 407, 411 to 417, 437, 442, 477, 482, 489, 531: what RFC 2812 and servers say of a message that goes nowhere. */
    private static final Set<String> GONE = Set.of("401", "402", "403", "406");
    private static final Set<String> FORBIDDEN = Set.of("404", "405", "407", "415", "416", "437", "442", "477", "482", "489", "531", "716");
    private static final Set<String> LATER = Set.of("263", "439");
    private static final Duration LATER_THAN = Duration.ofSeconds(30);

    private final String target;
    private final String token;
    private final CompletableFuture<Optional<Delivery>> answer = new CompletableFuture<>();
    private Optional<Delivery> refusal = Optional.empty();

    Spoken(String target, String token) {
        this.target = Names.folded(target);
        this.token = token;
    }

    String token() {
        return token;
    }

    synchronized void heard(Message said) {
        if (said.command().equals("PONG") && said.last().equals(token)) {
            answer.complete(refusal);
        } else if (Names.folded(said.parameter(1)).equals(target) && refusal.isEmpty()) {
            refusal = meaning(said);
        }
    }

    private static Optional<Delivery> meaning(Message said) {
        return GONE.contains(said.command()) ? Optional.of(new Delivery.Rejected(Refusal.NOT_FOUND, said.last()))
                : FORBIDDEN.contains(said.command()) ? Optional.of(new Delivery.Rejected(Refusal.FORBIDDEN, said.last()))
                : LATER.contains(said.command()) ? Optional.of(new Delivery.Retry(LATER_THAN)) : Optional.empty();
    }

    void lost() {
        answer.complete(Optional.of(new Delivery.InDoubt("the connection broke before the server answered")));
    }

    /** Empty when the server has all of it. */
    CompletableFuture<Optional<Delivery>> answer() {
        return answer;
    }
}
