/**
 * Layer 3. Where a path given by a model may lead. Uses configuration, guest, home, agent and sandbox; reads and writes nothing itself.
 */
@Version("1.0.0")
@NullMarked
package dev.chela.core.files;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
