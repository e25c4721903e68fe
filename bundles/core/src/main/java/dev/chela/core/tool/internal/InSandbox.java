package dev.chela.core.tool.internal;

import dev.chela.core.sandbox.SandboxConfig.Lists;
import dev.chela.core.tool.ToolPolicy.Sandboxed;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The tools of a sandbox: OpenClaw's list, and what is configured in its place, besides it and against it. Pure. */
public final class InSandbox {
    private static final List<String> USUAL = List.of("exec", "process", "read", "write", "edit", "apply_patch", "ls", "view_image",
            "sessions_list", "sessions_history", "sessions_send", "sessions_spawn", "session_status");
    private static final List<String> NEVER = List.of("browser", "canvas", "nodes", "cron", "gateway");

    private InSandbox() {}

    public static Sandboxed of(Optional<Map.Entry<String, Lists>> configured) {
        Lists lists = configured.map(Map.Entry::getValue).orElse(new Lists(null, null, null));
        List<String> allow = Stream.concat((lists.allow().isEmpty() ? USUAL : lists.allow()).stream(), lists.alsoAllow().stream()).toList();
        List<String> deny = Stream.concat(NEVER.stream().filter(tool -> !lists.allow().contains(tool) && !lists.alsoAllow().contains(tool)),
                lists.deny().stream()).toList();
        return new Sandboxed(configured.map(Map.Entry::getKey).orElse("tools.sandbox.tools"), allow, deny);
    }
}
