package dev.chela.testkit.telegram;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A call that a bot made. @param at when, by {@link System#nanoTime} */
public record Heard(String method, ObjectNode parameters, boolean json, long at) {}
