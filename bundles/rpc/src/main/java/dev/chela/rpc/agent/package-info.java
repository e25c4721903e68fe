/**
 * {@code agents.*} and {@code agent.identity.get}: who answers, and the files of their workspaces. Knows nothing of conversations but that
 * those of a removed agent end.
 */
@NullMarked
package dev.chela.rpc.agent;

import org.jspecify.annotations.NullMarked;
