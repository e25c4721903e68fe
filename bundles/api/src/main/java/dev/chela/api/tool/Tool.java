package dev.chela.api.tool;

import org.osgi.annotation.versioning.ConsumerType;

/** Something a model can call: {@code @Component class Dice implements Tool<Dice.Roll>}. */
@ConsumerType
public interface Tool<A> {
    ToolInfo info();

    Arguments<A> arguments();

    /**
     * Runs one call, on a thread of its own.
     *
     * @throws Exception told to the model as an error, by its message; a {@link dev.chela.api.fault.Defect} is logged as well
     */
    ToolResult run(A args, ToolCall call) throws Exception;
}
