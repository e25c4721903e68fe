/** The steps of a run in which tools work: which are offered, who must permit a call, and when a model goes in circles. */
package dev.chela.core.turn.internal.tools;
