/**
 * The way out: one HTTP client, owned by the host, with deadlines, size caps and redaction.
 */
@Version("1.0.0")
@NullMarked
package dev.chela.api.net;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
