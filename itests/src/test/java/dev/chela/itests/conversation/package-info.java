/** Turns as a person and a program see them, also over the death of the gateway. */
@NullMarked
package dev.chela.itests.conversation;

import org.jspecify.annotations.NullMarked;
