/** The whiteboard of HTTP endpoints, and the probes. */
@NullMarked
package dev.chela.gateway.internal.http;

import org.jspecify.annotations.NullMarked;
