/**
 * Layer 2. What answers cost, in tokens and money. Whoever spends adds it to its own commit; the sums are kept here.
 */
@Version("1.0.0")
@NullMarked
package dev.chela.core.usage;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
