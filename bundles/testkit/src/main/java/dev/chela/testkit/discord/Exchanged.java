package dev.chela.testkit.discord;

import com.fasterxml.jackson.databind.JsonNode;

/** A request with what was answered. @param answer nothing ({@link JsonNode#isMissingNode}) where there was no body */
public record Exchanged(Heard call, int status, JsonNode answer) {}
