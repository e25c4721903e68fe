package dev.chela.model.anthropic;

import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel.AnthropicStreamingChatModelBuilder;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How many tokens a model may think for, by level. The API wants 1,024 at least, and counts them as part of the answer. */
enum ThinkingBudget {
    OFF(0),
    MINIMAL(1_024),
    LOW(2_048),
    MEDIUM(8_192),
    HIGH(16_384);

    /** What must be left of an answer for it to be one. */
    private static final int SHORTEST_ANSWER = 1_024;

    private final int tokens;

    ThinkingBudget(int tokens) {
        this.tokens = tokens;
    }

    private String level() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    static List<String> levels() {
        return Stream.of(values()).map(ThinkingBudget::level).toList();
    }

    /** Empty where it is left to the model. */
    static Optional<ThinkingBudget> of(String level) {
        return Stream.of(values()).filter(budget -> budget.level().equals(level)).findFirst();
    }

    /** @param longest the answer's limit, in tokens; widened where thinking would leave nothing of it */
    void tell(AnthropicStreamingChatModelBuilder model, int longest) {
        if (this == OFF) {
            model.thinkingType("disabled");
        } else {
            model.thinkingType("enabled").thinkingBudgetTokens(tokens)
                    .maxTokens(longest >= tokens + SHORTEST_ANSWER ? longest : longest + tokens);
        }
    }
}
