/** Programs of others that tests need beside them, and never longer. */
@NullMarked
package dev.chela.testkit.process;

import org.jspecify.annotations.NullMarked;
