/** {@code /hooks}: calls of other systems, at the door. Uses core's {@code webhook}, which knows what they mean; starts no turn itself. */
@NullMarked
package dev.chela.httpapi.internal.hooks;

import org.jspecify.annotations.NullMarked;
