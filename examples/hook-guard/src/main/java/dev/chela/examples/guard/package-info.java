/** One hook and nothing else: the plugin to copy. No {@code @Version} here, so that the package is private to the bundle. */
package dev.chela.examples.guard;
