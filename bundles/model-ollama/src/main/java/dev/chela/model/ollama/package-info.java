/**
 * Models that Ollama runs, on this machine or another of the owner's.
 */
@NullMarked
package dev.chela.model.ollama;

import org.jspecify.annotations.NullMarked;
