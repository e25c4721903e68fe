/** The whiteboard of methods: binding parameters, checks in the protocol's order, the one place where a method is called. */
@NullMarked
package dev.chela.gateway.internal.rpc;

import org.jspecify.annotations.NullMarked;
