/** The Model Context Protocol over standard streams, as far as both sides of the second lane share it. */
@NullMarked
package dev.chela.core.annex.mcp;

import org.jspecify.annotations.NullMarked;
