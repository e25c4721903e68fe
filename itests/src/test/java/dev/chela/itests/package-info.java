/**
 * End-to-end tests: they start what users start, in a home of its own, and know of it only what a client can see: its socket, its
 * files, its process. Nothing of the house's own code may be used here. Each room is about one thing; {@code house} is what they share.
 */
@NullMarked
package dev.chela.itests;

import org.jspecify.annotations.NullMarked;
