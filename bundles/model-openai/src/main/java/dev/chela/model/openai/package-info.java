/**
 * Everything that speaks OpenAI's chat completions: OpenAI itself, and the many servers that do as it does.
 */
@Header(name = "Chela-Grants", value = "network;hosts=\"api.openai.com\"")
@NullMarked
package dev.chela.model.openai;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Header;
