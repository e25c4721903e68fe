/** OpenAI's endpoints: their wire formats, read into wishes and written from outcomes. Uses {@code run}; starts no turn itself. */
@NullMarked
package dev.chela.httpapi.internal.openai;

import org.jspecify.annotations.NullMarked;
