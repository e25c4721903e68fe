/** Plugins that tests drop into a running gateway. Nothing else of the tests is in their jars, so they use the JDK and the API alone. */
@NullMarked
package dev.chela.itests.sample;

import org.jspecify.annotations.NullMarked;
