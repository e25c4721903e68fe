/** How it starts, runs in the background, is configured, and ends; the command line. */
@NullMarked
package dev.chela.itests.running;

import org.jspecify.annotations.NullMarked;
