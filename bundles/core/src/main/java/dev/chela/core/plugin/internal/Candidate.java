package dev.chela.core.plugin.internal;

import java.nio.file.Path;

/**
 * A private copy of a jar: what happens to the file in {@code deploy/} from now on concerns the next swap.
 *
 * @param file the name in {@code deploy/}
 */
record Candidate(String file, Path copy, String sha256) {}
