/** The server's side of WebSockets, for platforms that are spoken to through them: it does what a test says, properly or not; and ports that nobody is given by chance. */
@Version("1.0.0")
@NullMarked
package dev.chela.testkit.socket;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
