package dev.chela.core.approval.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.fault.Permanent;
import dev.chela.core.approval.Approval.Order;
import dev.chela.core.approval.Approvals.Plan;
import dev.chela.core.json.Json;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads from a call which command it would run. Pure. */
final class Commands {
    private static final String TOOL = "exec";

    private Commands() {}

    /** Empty when the call runs no command, or none that can be read: then the tool itself says what is wrong. */
    static Optional<Order> of(Plan plan) {
        if (!plan.tool().equals(TOOL)) {
            return Optional.empty();
        }
        try {
            JsonNode arguments = Json.read(plan.arguments());
            String command = arguments.path("command").asText();
            return command.isBlank() ? Optional.empty() : Optional.of(new Order(command, arguments.path("workdir").asText(),
                    binding(arguments), plan.agent(), plan.session()));
        } catch (Permanent notJson) {
            return Optional.empty();
        }
    }

    /** Where the command of a call would run; as the tool itself reads it. */
    static Path directory(Plan plan) {
        String wanted = Json.read(plan.arguments()).path("workdir").asText();
        try {
            boolean home = wanted.equals("~") || wanted.startsWith("~/");
            return home ? Path.of(System.getProperty("user.home")).resolve(wanted.substring(Math.min(2, wanted.length())))
                    : plan.workspace().resolve(wanted);
        } catch (InvalidPathException noPath) { // The tool says so; nothing runs there.
            return plan.workspace();
        }
    }

    /** What a binding is made of, besides the variables. */
    record Bound(String command, String directory) {}

    /** Those that clients make for requests of their own are no list: they are the command itself. */
    static Bound bound(String binding) {
        try {
            JsonNode parts = Json.read(binding);
            return parts.isArray() ? new Bound(parts.path(0).asText(), parts.path(1).asText()) : new Bound(binding, "");
        } catch (Permanent notJson) {
            return new Bound(binding, "");
        }
    }

    /** Of this command, run as the call would run its own. */
    static String binding(Plan plan, String command) {
        ObjectNode arguments = Json.read(plan.arguments()).deepCopy();
        return binding(arguments.put("command", command));
    }

    static boolean bringsVariables(Plan plan) {
        return !Json.read(plan.arguments()).path("env").isEmpty();
    }

    private static String binding(JsonNode arguments) {
        Map<String, String> env = new TreeMap<>();
        arguments.path("env").fields().forEachRemaining(entry -> env.put(entry.getKey(), entry.getValue().asText()));
        return Json.write(Json.array().add(arguments.path("command").asText()).add(arguments.path("workdir").asText()).add(Json.tree(env)));
    }
}
