package dev.chela.rpc.agent;

import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcFault;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.core.agent.Agent;
import dev.chela.core.agent.Agents;
import dev.chela.core.agent.WorkspaceFiles;
import dev.chela.core.agent.WorkspaceFiles.Item;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code agents.workspace.list} and {@code agents.workspace.get}: everything in a workspace, to look at. */
@Component(service = RpcMethods.class)
public final class WorkspaceMethods implements RpcMethods {
    private static final int USUAL_PAGE = 200;
    private static final int LARGEST_PAGE = 1_000;

    private final Agents agents;
    private final WorkspaceFiles files;

    @Activate
    public WorkspaceMethods(@Reference Agents agents, @Reference WorkspaceFiles files) {
        this.agents = agents;
        this.files = files;
    }

    public record ListParams(String agentId, Optional<String> path, Optional<Integer> offset, Optional<Integer> limit) {}

    public record Page(
            String agentId, String path, Optional<String> parentPath, List<Row> entries, int totalEntries, int offset) {}

    public record Row(String path, String name, String kind, Optional<Long> size, Optional<Long> updatedAtMs) {}

    /** Directories first, then by name. */
    @Rpc(value = "agents.workspace.list", scope = Scope.READ)
    public Page list(ListParams params, Caller caller) {
        int offset = atLeast(0, "offset", params.offset().orElse(0));
        int limit = Math.min(LARGEST_PAGE, atLeast(1, "limit", params.limit().orElse(USUAL_PAGE)));
        Agent agent = Roster.find(agents, params.agentId());
        String path = plain(params.path().orElse(""));
        List<Item> items = Roster.asked(() -> files.browse(agent, path));
        return new Page(params.agentId(), path, parent(path),
                items.stream().skip(offset).limit(limit).map(WorkspaceMethods::row).toList(), items.size(), offset);
    }

    private static int atLeast(int least, String property, int value) {
        if (value < least) {
            throw RpcFault.invalid("invalid agents.workspace.list params: at /" + property + ": must be >= " + least);
        }
        return value;
    }

    private static String plain(String path) {
        return path.equals(".") ? "" : path.replaceAll("^\\./|/+$", "");
    }

    private static Optional<String> parent(String path) {
        return path.isEmpty() ? Optional.empty() : Optional.of(path.substring(0, Math.max(0, path.lastIndexOf('/'))));
    }

    private static Row row(Item item) {
        return new Row(item.path(), item.name(), item.directory() ? "directory" : "file",
                item.directory() ? Optional.empty() : Optional.of(item.size()), Optional.of(item.updatedAt()));
    }

    public record GetParams(String agentId, String path) {}

    public record Got(String agentId, FileContent file) {}

    public record FileContent(
            String path, String name, long size, long updatedAtMs, String mimeType, String encoding, String content) {}

    @Rpc(value = "agents.workspace.get", scope = Scope.READ)
    public Got get(GetParams params, Caller caller) {
        Agent agent = Roster.find(agents, params.agentId());
        WorkspaceFiles.Bytes bytes = Roster.asked(() -> files.bytes(agent, plain(params.path())));
        Optional<String> text = text(bytes.content());
        String known = FileTypes.of(bytes.item().name());
        String type = !known.isEmpty() ? known : text.isPresent() ? "text/plain" : "application/octet-stream";
        return new Got(params.agentId(), new FileContent(bytes.item().path(), bytes.item().name(), bytes.content().length,
                bytes.item().updatedAt(), type, text.isPresent() ? "utf8" : "base64",
                text.orElseGet(() -> Base64.getEncoder().encodeToString(bytes.content()))));
    }

    private static Optional<String> text(byte[] content) {
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
            return text.indexOf('\0') < 0 ? Optional.of(text) : Optional.empty();
        } catch (CharacterCodingException binary) {
            return Optional.empty();
        }
    }
}
