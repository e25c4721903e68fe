package dev.chela.core.command;

import dev.chela.api.command.Command;

/** A command that takes its time and changes nothing: what is said after it need not wait. */
public interface Apart extends Command {}
