/**
 * Layer 2. What answers cost, in tokens and money. Values only: whoever spends keeps the totals.
 */
@Version("1.0.0")
@NullMarked
package dev.chela.core.usage;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
