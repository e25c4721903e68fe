/**
 * The methods {@code sessions.*}, and how a session looks on the wire.
 */
@NullMarked
package dev.chela.rpc.session;

import org.jspecify.annotations.NullMarked;
