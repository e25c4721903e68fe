package dev.chela.httpapi.internal.tools;

import dev.chela.api.config.ConfigSection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Which tools no program may call over HTTP, whatever the tool policy says: OpenClaw's list, and the section {@code gateway.tools}. */
@Component(service = {ConfigSection.class, ToolGate.class})
public final class ToolGate implements ConfigSection<ToolGate.Settings> {
    private static final Set<String> NEVER = Set.of("exec", "spawn", "shell", "fs_write", "fs_delete", "fs_move", "apply_patch",
            "sessions_spawn", "sessions_send", "cron", "gateway", "nodes");

    private volatile List<String> denied = List.of();

    /** @param deny further names of tools */
    public record Settings(@Nullable List<String> deny) {
        public Settings {
            deny = deny == null ? List.of() : List.copyOf(deny);
        }
    }

    @Activate
    public ToolGate() {}

    @Override
    public String path() {
        return "gateway.tools";
    }

    @Override
    public Class<Settings> type() {
        return Settings.class;
    }

    @Override
    public void apply(Settings values) {
        denied = values.deny().stream().map(name -> name.strip().toLowerCase(Locale.ROOT)).toList();
    }

    boolean lets(String tool) {
        String name = tool.toLowerCase(Locale.ROOT);
        return !NEVER.contains(name) && !denied.contains(name);
    }
}
