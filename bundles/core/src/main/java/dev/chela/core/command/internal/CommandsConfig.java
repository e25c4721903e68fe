package dev.chela.core.command.internal;

import org.jspecify.annotations.Nullable;

/**
 * The part of the section {@code commands} that switches commands on.
 *
 * @param config whether the owner may change the configuration by messages
 * @param restart whether the owner may restart the gateway by one
 */
public record CommandsConfig(boolean config, @Nullable Boolean restart) {
    public CommandsConfig {
        restart = restart == null || restart;
    }

    boolean mayRestart() {
        return Boolean.TRUE.equals(restart);
    }
}
