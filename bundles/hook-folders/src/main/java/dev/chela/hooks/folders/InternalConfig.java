package dev.chela.hooks.folders;

import dev.chela.api.config.Secret;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code hooks.internal}.
 *
 * @param enabled false unless it is said: scripts run as the user that the gateway runs as
 * @param entries single hooks, by their key
 */
public record InternalConfig(boolean enabled, @Nullable Map<String, Entry> entries, @Nullable Load load) {
    public InternalConfig {
        entries = entries == null ? Map.of() : entries;
        load = load == null ? new Load(null) : load;
    }

    /** @param enabled null for what its place says @param env variables for its script */
    public record Entry(@Nullable Boolean enabled, @Nullable Map<String, Secret> env) {
        static final Entry NONE = new Entry(null, null);

        public Entry {
            env = env == null ? Map.of() : env;
        }
    }

    /** @param extraDirs further folders of hooks; relative ones start at the home of the state */
    public record Load(@Nullable List<String> extraDirs) {
        public Load {
            extraDirs = extraDirs == null ? List.of() : extraDirs;
        }
    }

    Entry entry(FolderHook hook) {
        return java.util.Objects.requireNonNull(entries).getOrDefault(hook.key(), Entry.NONE);
    }

    List<String> extraDirs() {
        return java.util.Objects.requireNonNull(java.util.Objects.requireNonNull(load).extraDirs());
    }
}
