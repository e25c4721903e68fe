/**
 * Tests inside the framework. Pax Exam starts Felix with the properties and the boot set of the assembled distribution and puts each
 * test class into it as a bundle, so that it can register services, and look at core's, as any bundle does.
 */
@NullMarked
package dev.chela.itests.container;

import org.jspecify.annotations.NullMarked;
