/** What the configuration says of turns; knows no run. */
package dev.chela.core.turn.internal.settings;
