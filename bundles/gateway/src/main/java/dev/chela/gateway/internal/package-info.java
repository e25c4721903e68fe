/** What the rooms of the gateway share: figures, threads, the home directory. */
@NullMarked
package dev.chela.gateway.internal;

import org.jspecify.annotations.NullMarked;
