/**
 * Anthropic's models, by API key or by the token of a subscription.
 */
@NullMarked
package dev.chela.model.anthropic;

import org.jspecify.annotations.NullMarked;
