/** One run while it lives: what it was asked, what it is told meanwhile, its rows in the ledger, what it tells, and the rooms of the house that it may use. */
package dev.chela.core.turn.internal.run;
