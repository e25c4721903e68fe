/**
 * The methods and events {@code exec.approval.*}: a person's word on commands that wait for it.
 */
@NullMarked
package dev.chela.rpc.approval;

import org.jspecify.annotations.NullMarked;
