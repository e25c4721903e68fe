/** What runs in the child's JVM: a framework with one plugin in it, and an MCP server before its tools. Nothing of this runs in the gateway. */
@NullMarked
package dev.chela.core.annex.child;

import org.jspecify.annotations.NullMarked;
