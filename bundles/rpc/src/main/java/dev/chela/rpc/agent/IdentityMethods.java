package dev.chela.rpc.agent;

import dev.chela.api.fault.Permanent;
import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.core.agent.Agent;
import dev.chela.core.agent.Agents;
import dev.chela.core.agent.WorkspaceFiles;
import dev.chela.rpc.session.Keys;
import java.util.Base64;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code agent.identity.get}. */
@Component(service = RpcMethods.class)
public final class IdentityMethods implements RpcMethods {
    private static final int LARGEST_PICTURE = 512 * 1024;

    private final Agents agents;
    private final WorkspaceFiles files;

    @Activate
    public IdentityMethods(@Reference Agents agents, @Reference WorkspaceFiles files) {
        this.agents = agents;
        this.files = files;
    }

    public record IdentityParams(Optional<String> agentId, Optional<String> sessionKey) {}

    public record Identity(
            String agentId, String name, String nameSource, Optional<String> avatar, Optional<String> avatarSource,
            String avatarStatus, Optional<String> avatarReason, Optional<String> emoji) {}

    @Rpc(value = "agent.identity.get", scope = Scope.READ)
    public Identity identity(IdentityParams params, Caller caller) {
        Agent agent = params.sessionKey().map(key -> agents.get(Keys.read(agents, key, params.agentId()).agent()))
                .or(() -> params.agentId().map(id -> Roster.find(agents, id))).orElseGet(agents::primary);
        Agent.Identity written = files.identity(agent);
        Agent.Identity shown = agent.identity().or(written);
        Picture picture = picture(agent, shown.avatar());
        return new Identity(agent.id().value(), name(agent, written), source(agent, written), picture.url(),
                Optional.of(shown.avatar()).filter(avatar -> !avatar.isEmpty() && !avatar.startsWith("data:")), picture.status(),
                picture.why(), Optional.of(shown.emoji()).filter(emoji -> !emoji.isEmpty()));
    }

    private static String name(Agent agent, Agent.Identity written) {
        return switch (source(agent, written)) {
            case "config" -> agent.identity().name();
            case "workspace" -> written.name();
            default -> agent.name();
        };
    }

    private static String source(Agent agent, Agent.Identity written) {
        if (!agent.identity().name().isEmpty()) {
            return "config";
        }
        return !agent.name().equals(agent.id().value()) ? "agent" : written.name().isEmpty() ? "default" : "workspace";
    }

    private record Picture(String status, Optional<String> url, Optional<String> why) {}

    private Picture picture(Agent agent, String avatar) {
        if (avatar.isEmpty()) {
            return new Picture("none", Optional.empty(), Optional.empty());
        }
        if (avatar.startsWith("data:image/")) {
            return new Picture("data", Optional.of(avatar), Optional.empty());
        }
        return avatar.startsWith("https://") || avatar.startsWith("http://")
                ? new Picture("remote", Optional.of(avatar), Optional.empty()) : local(agent, avatar);
    }

    /** As a data URL: the file needs no address then, and nobody else can fetch it. */
    private Picture local(Agent agent, String path) {
        try {
            WorkspaceFiles.Bytes bytes = files.bytes(agent, path);
            String type = FileTypes.of(path);
            if (!type.startsWith("image/") || bytes.content().length > LARGEST_PICTURE) {
                return without(path + " is no picture of at most " + LARGEST_PICTURE + " bytes");
            }
            return new Picture("local", Optional.of("data:" + type + ";base64," + Base64.getEncoder().encodeToString(bytes.content())),
                    Optional.empty());
        } catch (Permanent unreadable) {
            return without(String.valueOf(unreadable.getMessage()));
        }
    }

    private static Picture without(String why) {
        return new Picture("none", Optional.empty(), Optional.of(why));
    }
}
