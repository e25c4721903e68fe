/**
 * The methods and events {@code question.*}: what was asked of a person, and the answer.
 */
@NullMarked
package dev.chela.rpc.question;

import org.jspecify.annotations.NullMarked;
