/**
 * Layer 5. The second lane: plugins with tools that run in a process of their own, in a sandbox where one can be made, and are spoken
 * to by the Model Context Protocol. Uses config, guest, home, process, sandbox and the form of tools; knows no plugin by what it does.
 * {@code annex.child} is what runs in that process, {@code annex.mcp} what both sides say.
 */
@Version("1.0.0")
@NullMarked
package dev.chela.core.annex;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
