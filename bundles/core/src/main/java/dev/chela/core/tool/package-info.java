/**
 * Layer 4. The tools that plugins offer: which there are, which policy lets through, and running one with arguments that came from
 * a model. Uses guest, config and the API; knows no tool by what it does.
 */
@Version("1.0.0")
@NullMarked
package dev.chela.core.tool;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
