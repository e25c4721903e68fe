/** {@code webhooks.*}, which is Chela's own: how the POSTs of events fare, and what becomes of those that were not taken. */
@NullMarked
package dev.chela.rpc.webhook;

import org.jspecify.annotations.NullMarked;
