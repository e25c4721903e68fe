/**
 * {@code config.*} and the event {@code config.changed}: what is said about the configuration, and who may change it. Writes through
 * {@code core.config}, which judges; nothing here touches the file.
 */
@NullMarked
package dev.chela.rpc.config;

import org.jspecify.annotations.NullMarked;
