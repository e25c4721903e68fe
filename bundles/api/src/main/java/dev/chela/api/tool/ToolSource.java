package dev.chela.api.tool;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** Many tools at once: an MCP server, a paired node. Asked again before each model call. */
@ConsumerType
public interface ToolSource {
    List<Tool<?>> tools();
}
