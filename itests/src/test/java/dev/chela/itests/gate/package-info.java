/** What is refused at the door, and what is kept from the log. */
@NullMarked
package dev.chela.itests.gate;

import org.jspecify.annotations.NullMarked;
