/**
 * What happens in the house, told to connected clients in the protocol's words. Reads facts; decides nothing.
 */
@NullMarked
package dev.chela.rpc.event;

import org.jspecify.annotations.NullMarked;
