/**
 * The methods and the event {@code users.*}: what a person prefers, for all clients of that person.
 */
@NullMarked
package dev.chela.rpc.user;

import org.jspecify.annotations.NullMarked;
