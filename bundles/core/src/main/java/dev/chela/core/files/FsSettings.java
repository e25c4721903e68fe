package dev.chela.core.files;

import org.jspecify.annotations.Nullable;

/**
 * The section {@code tools.fs}.
 *
 * @param workspaceOnly whether file tools are confined to the agent's workspace
 */
public record FsSettings(@Nullable Boolean workspaceOnly) {
    public FsSettings {
        workspaceOnly = workspaceOnly != null && workspaceOnly;
    }
}
