/** The whiteboard of listeners, and their mailboxes. */
@NullMarked
package dev.chela.core.audience.internal;

import org.jspecify.annotations.NullMarked;
