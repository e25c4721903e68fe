/** One lane for each session: which input waits, joins the run that is at work, or begins one of its own. */
package dev.chela.core.turn.internal.lane;
