/**
 * Layer 3. Files that are to be sent: fetched from where they are, kept on disk before the commit that names them, and let go when no
 * delivery needs them any more. Whether somebody may have a file is decided by whoever asks; how it is sent is the channel's business.
 */
@Version("1.0.0")
@NullMarked
package dev.chela.core.media;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
