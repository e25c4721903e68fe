package dev.chela.core.plugin.internal;

import dev.chela.core.annex.Lane;
import dev.chela.core.plugin.Signer;
import java.util.List;

/**
 * How a jar is let in.
 *
 * @param signers who signed it
 * @param lane where it runs
 */
record Admission(List<Signer> signers, Lane lane) {}
