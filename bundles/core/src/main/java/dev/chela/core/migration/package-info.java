/**
 * Layer 7. What OpenClaw left on disk becomes this house's: configuration, workspaces, sessions, pairings, jobs. Reads there and
 * never writes there; what it makes here goes the way of everything else, through the ledger and the rooms that own it.
 */
@Version("1.0.0")
@NullMarked
package dev.chela.core.migration;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
