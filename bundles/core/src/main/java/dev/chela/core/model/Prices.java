package dev.chela.core.model;

import dev.chela.api.id.ModelRef;
import dev.chela.core.usage.Spend;
import dev.langchain4j.model.output.TokenUsage;
import org.jspecify.annotations.Nullable;

/** What models cost, as configured. */
public interface Prices {
    /** What an answer of this model cost; nothing when the model did not say how much it used. */
    Spend spent(ModelRef model, @Nullable TokenUsage usage);
}
