/** The commands of scope {@code chela}, and what completes their arguments. Every command here registers only when all services that any of them references are there. */
@NullMarked
package dev.chela.console.command;

import org.jspecify.annotations.NullMarked;
