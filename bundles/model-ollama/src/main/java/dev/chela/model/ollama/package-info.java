/**
 * Models that Ollama runs, on this machine or another of the owner's.
 */
@Header(name = "Chela-Grants", value = "network;hosts=\"127.0.0.1\"")
@NullMarked
package dev.chela.model.ollama;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Header;
