package dev.chela.core.files;

import dev.chela.api.tool.ToolCall;
import java.nio.file.Path;
import java.util.List;

/** Knows folders that a call may read although its agent is confined to the workspace: declared here, implemented by rooms below. */
@FunctionalInterface
public interface ReadableFolders {
    List<Path> folders(ToolCall call);
}
