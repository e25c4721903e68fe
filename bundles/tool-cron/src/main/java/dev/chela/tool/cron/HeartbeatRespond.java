package dev.chela.tool.cron;

import dev.chela.api.fault.Permanent;
import dev.chela.api.tool.Arguments;
import dev.chela.api.tool.Content;
import dev.chela.api.tool.Effect;
import dev.chela.api.tool.Outcome;
import dev.chela.api.tool.Tool;
import dev.chela.api.tool.ToolCall;
import dev.chela.api.tool.ToolInfo;
import dev.chela.api.tool.ToolResult;
import java.util.List;
import java.util.Map;
import org.osgi.annotation.bundle.Capability;
import org.osgi.service.component.annotations.Component;

/** Ends a heartbeat, and says whether and what the person is told. The house offers it in heartbeats alone, and reads the details of its result. */
@Capability(namespace = "chela.tool", attribute = "name=heartbeat_respond")
@Component
public final class HeartbeatRespond implements Tool<Map<String, Object>> {
    private static final String NOTIFY = "notify";
    private static final String TEXT = "notificationText";
    private static final List<String> KNOWN = List.of(NOTIFY, TEXT);
    /** By hand: a record can have no component of the name {@code notify}. */
    private static final String SCHEMA = """
            {"type":"object","additionalProperties":false,"required":["notify"],"properties":{
            "notify":{"type":"boolean","description":"Whether your person is to be told something"},
            "notificationText":{"type":"string","description":"What, in short; needed with notify"}}}""";

    @Override
    public ToolInfo info() {
        return new ToolInfo("heartbeat_respond", "End this regular look. notify false: there is nothing that your person should know. notify true: they"
                + " are sent notificationText. Call it last, instead of an answer.", Effect.READS);
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
        if (!(given.get(NOTIFY) instanceof Boolean notify)) {
            throw new Permanent("argument 'notify' is missing: true or false");
        }
        String text = given.get(TEXT) instanceof String said ? said.strip() : "";
        if (notify && text.isEmpty()) {
            throw new Permanent("argument 'notificationText' is missing: what your person is to be told. When there is nothing, notify is false");
        }
        return new ToolResult(List.of(new Content.Text(notify ? "noted; they are told" : "noted; nobody is told")), Outcome.YIELDED,
                Map.of(NOTIFY, notify, TEXT, notify ? text : ""));
    }
}
