package dev.chela.tool.cron;

import dev.chela.api.fault.Permanent;
import dev.chela.api.grant.Jobs;
import dev.chela.api.tool.Arguments;
import dev.chela.api.tool.Content;
import dev.chela.api.tool.Effect;
import dev.chela.api.tool.Outcome;
import dev.chela.api.tool.Tool;
import dev.chela.api.tool.ToolCall;
import dev.chela.api.tool.ToolInfo;
import dev.chela.api.tool.ToolResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.bundle.Capability;
import org.osgi.service.component.annotations.Component;

/** Lets an agent see and change its own jobs. */
@Capability(namespace = "chela.tool", attribute = "name=cron")
@Component
public final class Cron implements Tool<Map<String, Object>> {
    private static final List<String> KNOWN = List.of("action", "jobId", "job", "patch", "text", "mode");
    private static final String SCHEMA = """
            {"type":"object","additionalProperties":false,"required":["action"],"properties":{
            "action":{"type":"string","enum":["status","list","get","add","update","remove","run","runs","wake"],"description":"What to do"},
            "jobId":{"type":"string","description":"Of get, update, remove, run and runs"},
            "job":{"type":"object","description":"Of add: name, schedule, payload; and if need be sessionTarget, delivery, deleteAfterRun.\
             schedule is {kind:'at', at:'2026-11-30T09:00:00+01:00'}, {kind:'every', everyMs:3600000} or {kind:'cron', expr:'0 9 * * 1', tz:'Europe/Berlin'}.\
             payload is {kind:'agentTurn', message:'what you are told then; say all you need to know'} or {kind:'systemEvent', text:'a note for the main conversation'}.\
             sessionTarget is current (this conversation, the usual), isolated (one of its own each time) or main (of events).\
             delivery is {mode:'announce', channel:'last'} (the usual) or {mode:'none'}."},
            "patch":{"type":"object","description":"Of update: what changes; null takes away"},
            "text":{"type":"string","description":"Of wake: a note for the main conversation"},
            "mode":{"type":"string","enum":["now","next-heartbeat"],"description":"Of wake: at once, or with the next heartbeat"}}}""";

    @Override
    public ToolInfo info() {
        return new ToolInfo("cron", "Have something happen later or again and again: reminders, reports, checks. See, change, start and remove"
                + " your jobs, and see what their runs came to. Times without an offset are of UTC.", Effect.ACTS);
    }

    @Override
    public Arguments<Map<String, Object>> arguments() {
        return new Arguments.Schema(SCHEMA);
    }

    @Override
    public ToolResult run(Map<String, Object> given, ToolCall call) {
        given.keySet().stream().filter(name -> !KNOWN.contains(name)).findFirst().ifPresent(name -> {
            throw new Permanent("unknown argument '" + name + "'; known are " + String.join(", ", KNOWN));
        });
        Jobs jobs = call.grant(Jobs.class);
        return switch (text(given, "action")) {
            case "status" -> told(Map.of("jobs", jobs.list().size(), "next", next(jobs)));
            case "list" -> told(Map.of("jobs", jobs.list()));
            case "get" -> told(jobs.list().stream().filter(job -> id(given).equals(job.get("id"))).findFirst()
                    .orElseThrow(() -> new Permanent("there is no job '" + id(given) + "'; the action list shows those there are")));
            case "add" -> told(jobs.add(object(given, "job")));
            case "update" -> told(jobs.update(id(given), object(given, "patch")));
            case "remove" -> removed(jobs, id(given));
            case "run" -> told(Map.of("run", jobs.run(id(given))));
            case "runs" -> told(Map.of("entries", jobs.runs(id(given))));
            case "wake" -> told(jobs.add(note(given)));
            default -> throw new Permanent("argument 'action' must be one of status, list, get, add, update, remove, run, runs, wake");
        };
    }

    private static ToolResult removed(Jobs jobs, String id) {
        jobs.remove(id);
        return ToolResult.text("removed " + id);
    }

    private static String next(Jobs jobs) {
        return jobs.list().stream().map(job -> job.get("nextRunAtMs")).filter(Number.class::isInstance).map(time -> ((Number) time).longValue())
                .sorted().findFirst().map(time -> Instant.ofEpochMilli(time).toString()).orElse("nothing");
    }

    /** A job that is due at once. */
    private static Map<String, Object> note(Map<String, Object> given) {
        String text = text(given, "text");
        return Map.of("name", "wake", "schedule", Map.of("kind", "at", "at", Instant.EPOCH.plusSeconds(1).toString()),
                "wakeMode", String.valueOf(given.getOrDefault("mode", "now")), "payload", Map.of("kind", "systemEvent", "text", text));
    }

    private static String id(Map<String, Object> given) {
        return text(given, "jobId");
    }

    private static String text(Map<String, Object> given, String name) {
        Object value = given.get(name);
        if (value instanceof String text && !text.isBlank()) {
            return text;
        }
        throw new Permanent("argument '" + name + "' is missing");
    }

    private static Map<String, Object> object(Map<String, Object> given, String name) {
        if (!(given.get(name) instanceof Map<?, ?> map)) {
            throw new Permanent("argument '" + name + "' must be an object");
        }
        Map<String, Object> object = new LinkedHashMap<>();
        map.forEach((key, value) -> object.put(String.valueOf(key), value));
        return object;
    }

    private static ToolResult told(Map<String, Object> answer) {
        return new ToolResult(List.of(new Content.Text(json(answer))), Outcome.OK, Map.of());
    }

    /** Values are JSON's own. */
    private static String json(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            List<String> parts = new ArrayList<>();
            map.forEach((key, each) -> parts.add(json(String.valueOf(key)) + ":" + json(each)));
            return "{" + String.join(",", parts) + "}";
        }
        if (value instanceof List<?> list) {
            return "[" + String.join(",", list.stream().map(Cron::json).toList()) + "]";
        }
        return value instanceof String text ? quoted(text) : String.valueOf(value);
    }

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                out.append('\\').append((char) c);
            } else if (c < ' ') {
                out.append(String.format("\\u%04x", c));
            } else {
                out.append((char) c);
            }
        });
        return out.append('"').toString();
    }
}
