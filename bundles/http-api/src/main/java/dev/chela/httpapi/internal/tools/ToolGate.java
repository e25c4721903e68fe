package dev.chela.httpapi.internal.tools;

import dev.chela.api.config.ConfigSection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Which tools no program may call over HTTP, whatever the tool policy says: OpenClaw's list, and the section {@code gateway.tools}.
 * Whoever has the gateway's token is the owner, so {@code allow} holds for all of them.
 */
@Component(service = {ConfigSection.class, ToolGate.class})
public final class ToolGate implements ConfigSection<ToolGate.Settings> {
    private static final Set<String> NEVER = Set.of("exec", "spawn", "shell", "fs_write", "fs_delete", "fs_move", "apply_patch",
            "sessions_spawn", "sessions_send", "cron", "gateway", "nodes");

    private volatile Set<String> denied = NEVER;

    /** @param deny further names of tools. @param allow names to take off the list; {@code deny} goes before it */
    public record Settings(@Nullable List<String> deny, @Nullable List<String> allow) {
        public Settings {
            deny = deny == null ? List.of() : List.copyOf(deny);
            allow = allow == null ? List.of() : List.copyOf(allow);
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
        Set<String> names = new HashSet<>(NEVER);
        values.allow().forEach(name -> names.remove(plain(name)));
        values.deny().forEach(name -> names.add(plain(name)));
        denied = Set.copyOf(names);
    }

    private static String plain(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    boolean lets(String tool) {
        return !denied.contains(plain(tool));
    }
}
