/** When each agent's next heartbeat is, what it begins with, and what becomes of its end. */
@NullMarked
package dev.chela.core.heartbeat.internal;

import org.jspecify.annotations.NullMarked;
