/** Says when the house stands, which bundle or component does not and why, and sees that it ends. Knows the framework only. */
@NullMarked
package dev.chela.boot;

import org.jspecify.annotations.NullMarked;
