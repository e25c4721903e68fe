/**
 * The methods and the event {@code skills.*}: which skills an agent has and what they lack, and their settings.
 */
@NullMarked
package dev.chela.rpc.skill;

import org.jspecify.annotations.NullMarked;
