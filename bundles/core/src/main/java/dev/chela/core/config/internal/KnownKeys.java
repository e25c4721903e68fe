package dev.chela.core.config.internal;

import dev.chela.api.fault.Defect;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** OpenClaw's keys that nobody here reads yet, with what they would do: lines {@code path TAB meaning} of {@code known-keys.txt}. */
final class KnownKeys {
    static final String ANY = "*";

    private record Entry(KeyPath path, String meaning) {}

    private final List<Entry> entries;

    private KnownKeys(List<Entry> entries) {
        this.entries = entries;
    }

    static KnownKeys load() {
        try (InputStream in = KnownKeys.class.getResourceAsStream("known-keys.txt");
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return of(lines.lines().toList());
        } catch (IOException e) {
            throw new Defect("known-keys.txt of this bundle cannot be read", e);
        }
    }

    static KnownKeys of(List<String> lines) {
        List<Entry> entries = new ArrayList<>();
        for (String line : lines) {
            int tab = line.indexOf('\t');
            if (tab > 0 && !line.startsWith("#")) {
                entries.add(new Entry(KeyPath.of(line.substring(0, tab)), line.substring(tab + 1).strip()));
            }
        }
        return new KnownKeys(List.copyOf(entries));
    }

    /**
     * What a key would do. Asked at the outermost key that nobody claims, so an entry speaks for everything below it, but never for a
     * mistyped key within what is built.
     */
    Optional<String> meaning(KeyPath path) {
        int depth = path.parts().size();
        return entries.stream().filter(entry -> entry.path().parts().size() == depth && fits(entry.path(), path, depth))
                .map(Entry::meaning).findFirst();
    }

    /** Whether something below the path is known, though the path itself is not. */
    boolean leadsOn(KeyPath path) {
        return entries.stream().anyMatch(entry -> entry.path().parts().size() > path.parts().size()
                && fits(entry.path(), path, path.parts().size()));
    }

    /** The keys that are known right below a path. */
    List<String> below(KeyPath path) {
        int depth = path.parts().size();
        return entries.stream().map(Entry::path).filter(entry -> entry.parts().size() > depth && fits(entry, path, depth))
                .map(entry -> entry.parts().get(depth)).filter(key -> !key.equals(ANY)).distinct().toList();
    }

    private static boolean fits(KeyPath entry, KeyPath path, int depth) {
        if (path.parts().size() < depth) {
            return false;
        }
        for (int i = 0; i < depth; i++) {
            String wanted = entry.parts().get(i);
            if (!wanted.equals(ANY) && !wanted.equals(path.parts().get(i))) {
                return false;
            }
        }
        return true;
    }
}
