package dev.chela.core.agent;

import dev.chela.api.id.AgentId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * One assistant, as configured.
 *
 * @param model what was wished for, {@code auto} when nothing was
 * @param fallbacks tried in this order when the model fails
 * @param workspace absolute
 * @param timeout of one run; zero for none
 */
public record Agent(AgentId id, String name, String model, List<String> fallbacks, Path workspace, Duration timeout) {}
