/** Says when the house stands, and which bundle or component does not and why. Knows the framework only. */
@NullMarked
package dev.chela.boot;

import org.jspecify.annotations.NullMarked;
