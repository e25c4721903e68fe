package dev.chela.api.command;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** A message that is an order to the assistant's host, not to the model: {@code /status}. */
@ConsumerType
public interface Command {
    CommandInfo info();

    /** Runs on the session's lane, outside any turn. What it throws is told to the person by its message. */
    String run(CommandCall call) throws Exception;

    /** @param name without the slash */
    record CommandInfo(String name, List<String> aliases, String description, boolean acceptsArgs) {}
}
