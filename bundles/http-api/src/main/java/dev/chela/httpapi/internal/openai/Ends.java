package dev.chela.httpapi.internal.openai;

import dev.chela.core.session.Runs;
import dev.chela.httpapi.internal.ApiRefusal;
import dev.chela.httpapi.internal.run.Outcome;
import java.time.Duration;
import java.util.Optional;

/** What a run's end means to a client of OpenAI. Pure. */
final class Ends {
    private static final Duration LATER = Duration.ofSeconds(5);

    private Ends() {}

    /** Why there is no answer; empty when there is one. */
    static Optional<ApiRefusal> refusal(Outcome outcome) {
        Runs.Settled settled = outcome.settled();
        return switch (settled.state()) {
            case ERROR -> Optional.of(failed(settled));
            case ABORTED -> Optional.of(new ApiRefusal(499, "The run was ended before it had answered", "aborted"));
            default -> Optional.empty();
        };
    }

    private static ApiRefusal failed(Runs.Settled settled) {
        return switch (settled.kind()) {
            case "rate_limit" -> new ApiRefusal(429, settled.error(), "rate_limit_error", "", settled.kind(), LATER);
            case "timeout" -> new ApiRefusal(504, settled.error(), "timeout_error", "", settled.kind(), Duration.ZERO);
            case "context_length" -> new ApiRefusal(400, settled.error(), "invalid_request_error", "", "context_length_exceeded", Duration.ZERO);
            default -> new ApiRefusal(502, settled.error(), "api_error", "", settled.kind(), Duration.ZERO);
        };
    }

    static String finishReason(Outcome outcome) {
        return !outcome.calls().isEmpty() ? "tool_calls" : outcome.limited() ? "length" : "stop";
    }
}
