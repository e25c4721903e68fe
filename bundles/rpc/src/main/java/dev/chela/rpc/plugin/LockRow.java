package dev.chela.rpc.plugin;

import dev.chela.api.fault.Permanent;
import dev.chela.core.plugin.Generation;
import dev.chela.core.plugin.PluginLock;
import dev.chela.core.plugin.PluginLock.Locked;
import dev.chela.core.plugin.Source;
import java.util.List;
import java.util.Optional;

/** A set of plugins as the file of {@code chela plugins lock} has it. */
record LockRow(int format, List<Plugin> plugins) {
    LockRow {
        if (format != PluginLock.FORMAT) {
            throw new Permanent("format " + format + " is not known here, only " + PluginLock.FORMAT + "; it was written by another version of Chela");
        }
    }

    /** @param source as {@link Source#of} reads it; absent when it is not known */
    record Plugin(String id, String version, String sha256, String file, boolean enabled, Optional<String> source) {
        Plugin {
            locked(id, version, sha256, file, enabled, source);
        }

        private static Locked locked(String id, String version, String sha256, String file, boolean enabled, Optional<String> source) {
            return new Locked(new Generation(id, version, sha256), file, enabled, Source.of(source.orElse(""), Optional.of(sha256)));
        }

        static Plugin of(Locked locked) {
            Generation is = locked.generation();
            return new Plugin(is.id(), is.version(), is.sha256(), locked.file(), locked.enabled(), Optional.of(locked.source().told()).filter(told -> !told.isEmpty()));
        }

        Locked locked() {
            return locked(id, version, sha256, file, enabled, source);
        }
    }

    static LockRow of(PluginLock lock) {
        return new LockRow(PluginLock.FORMAT, lock.plugins().stream().map(Plugin::of).toList());
    }

    PluginLock lock() {
        return new PluginLock(plugins.stream().map(Plugin::locked).toList());
    }
}
