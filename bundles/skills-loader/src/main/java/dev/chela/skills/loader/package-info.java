/**
 * Finds skills in folders and in jars, and reads what their {@code SKILL.md} says. What becomes of them is core's room {@code skill}.
 */
@NullMarked
package dev.chela.skills.loader;

import org.jspecify.annotations.NullMarked;
