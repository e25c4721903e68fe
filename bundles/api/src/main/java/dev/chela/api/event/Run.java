package dev.chela.api.event;

import dev.chela.api.id.AgentId;
import dev.chela.api.id.RunId;
import dev.chela.api.id.SessionKey;
import java.time.Instant;

/** Which run an event is of. {@code seq} counts the run's events from 1. */
public record Run(RunId id, long seq, SessionKey session, AgentId agent, Instant at) {}
