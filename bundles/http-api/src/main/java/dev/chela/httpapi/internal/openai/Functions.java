package dev.chela.httpapi.internal.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.core.inbox.Program.Function;
import dev.chela.core.json.Json;
import dev.chela.httpapi.internal.ApiRefusal;
import dev.chela.httpapi.internal.Fields;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The functions of a request, and which of them the model is to use. A choice is told to the model; it cannot be forced. */
record Functions(List<Function> offered, String instruction) {
    private static final int MOST = 128;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    /** @param nested whether a function stands in a field of that name, as chat completions have it */
    static Functions read(Fields body, boolean nested) {
        List<Function> all = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Fields tool : body.objects("tools")) {
            if (!tool.required("type").equals("function")) {
                throw ApiRefusal.invalid(tool.at("type"), "only functions can be brought; the agent has its own tools");
            }
            Function function = function(nested ? tool.object("function") : tool);
            if (!names.add(function.name())) {
                throw ApiRefusal.invalid(tool.path(), "there is a function '" + function.name() + "' already");
            }
            all.add(function);
        }
        if (all.size() > MOST) {
            throw ApiRefusal.invalid("tools", "must have at most " + MOST + " functions");
        }
        return chosen(body, nested, List.copyOf(all));
    }

    private static Function function(Fields function) {
        String name = function.required("name");
        if (!NAME.matcher(name).matches()) {
            throw ApiRefusal.invalid(function.at("name"), "must match " + NAME);
        }
        Fields parameters = function.object("parameters");
        return new Function(name, function.text("description"),
                function.has("parameters") ? Json.write(parameters.node()) : "{\"type\":\"object\",\"properties\":{}}");
    }

    private static Functions chosen(Fields body, boolean nested, List<Function> all) {
        JsonNode choice = body.get("tool_choice");
        if (choice.isObject()) {
            Fields fields = body.object("tool_choice");
            String name = (nested ? fields.object("function") : fields).required("name");
            List<Function> one = all.stream().filter(function -> function.name().equals(name)).toList();
            if (one.isEmpty()) {
                throw ApiRefusal.invalid("tool_choice", "there is no function '" + name + "' in `tools`");
            }
            return new Functions(one, "Call the function " + name + " before you answer.");
        }
        return switch (body.has("tool_choice") ? body.required("tool_choice") : "auto") {
            case "auto" -> new Functions(all, "");
            case "none" -> new Functions(List.of(), "");
            case "required" -> all.isEmpty() ? refused("there are no `tools` to choose from")
                    : new Functions(all, "Call at least one of these functions before you answer: "
                            + String.join(", ", all.stream().map(Function::name).toList()) + ".");
            default -> refused("must be auto, none, required or a function");
        };
    }

    private static Functions refused(String why) {
        throw ApiRefusal.invalid("tool_choice", why);
    }
}
