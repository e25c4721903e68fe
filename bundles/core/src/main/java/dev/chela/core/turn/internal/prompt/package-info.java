/** What a model is told and says: the system prompt, the conversation as far as it is seen, messages as a transcript keeps them. Knows no run. */
package dev.chela.core.turn.internal.prompt;
