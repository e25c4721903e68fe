package dev.chela.core.config;

import java.util.List;

/**
 * A change of the file is in force; every section has it. Published on the thread that reloaded.
 *
 * @param path of the file
 * @param hash as in {@link Config.Snapshot}
 * @param changedPaths dotted, the outermost ones that differ; no values
 */
public record ConfigChanged(String path, String hash, List<String> changedPaths) {
    public ConfigChanged {
        changedPaths = List.copyOf(changedPaths);
    }
}
