/** The gateway's side of the second lane. */
@NullMarked
package dev.chela.core.annex.internal;

import org.jspecify.annotations.NullMarked;
