package dev.chela.core.command.internal;

/** The part of the section {@code commands} that switches commands on. @param config whether the owner may change the configuration by messages */
public record CommandsConfig(boolean config) {}
