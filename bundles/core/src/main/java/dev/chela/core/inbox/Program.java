package dev.chela.core.inbox;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a program brings to the run that it asks for, and to no other.
 *
 * @param instructions for the model, after the agent's own; may be empty
 * @param functions which the model may call and the program runs: the run ends with such a call
 * @param results of calls with which an earlier run of the session ended; the run goes on from them
 * @param tools of the house that the run may use, by name, a {@code *} for any letters; empty for all that policy allows
 */
public record Program(String instructions, List<Function> functions, List<Result> results, List<String> tools) {
    public static final Program NONE = new Program("", List.of(), List.of());

    public Program(String instructions, List<Function> functions, List<Result> results) {
        this(instructions, functions, results, List.of());
    }

    /** Whether it lets the run use a tool of the house. */
    public boolean lets(String tool) {
        return tools.isEmpty() || tools.stream().anyMatch(name -> tool.matches(
                Arrays.stream(name.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"))));
    }

    public boolean runs(String tool) {
        return functions.stream().anyMatch(function -> function.name().equals(tool));
    }

    /** @param parameters a JSON Schema of an object, as text */
    public record Function(String name, String description, String parameters) {}

    public record Result(String callId, String function, String text) {}
}
