/** One tool. No {@code @Version} here, so that the package is private to the bundle. */
package dev.chela.archetype.tool;
