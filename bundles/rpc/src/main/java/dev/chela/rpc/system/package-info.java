/**
 * The methods about the house itself: health, status, configuration, models, agents, channels, tools, logs.
 */
@NullMarked
package dev.chela.rpc.system;

import org.jspecify.annotations.NullMarked;
