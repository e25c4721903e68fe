/**
 * The table of the protocol's methods, each with a call that is valid, and what follows from it by itself: calls that must be refused,
 * and {@code docs/protocol-coverage.md}. Nothing here knows a socket: {@code ConformanceIT} asks the running gateway.
 */
@NullMarked
package dev.chela.itests.conformance;

import org.jspecify.annotations.NullMarked;
