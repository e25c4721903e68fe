/**
 * The methods {@code tools.*}.
 */
@NullMarked
package dev.chela.rpc.tool;

import org.jspecify.annotations.NullMarked;
