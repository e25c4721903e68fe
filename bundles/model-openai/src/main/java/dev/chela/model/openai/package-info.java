/**
 * Everything that speaks OpenAI's chat completions: OpenAI itself, and the many servers that do as it does.
 */
@NullMarked
package dev.chela.model.openai;

import org.jspecify.annotations.NullMarked;
