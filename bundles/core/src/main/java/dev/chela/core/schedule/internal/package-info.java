/** How {@code schedule} does it. */
@NullMarked
package dev.chela.core.schedule.internal;

import org.jspecify.annotations.NullMarked;
