package dev.chela.rpc.chat;

import dev.chela.api.fault.Denied;
import dev.chela.api.fault.Permanent;
import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcFault;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.core.agent.Agents;
import dev.chela.core.media.Shown;
import dev.chela.core.turn.AnswerMedia;
import dev.chela.rpc.session.Keys;
import java.util.Base64;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code chat.media}, this house's own: what a page needs to show a file that an answer names. */
@Component(service = RpcMethods.class)
public final class MediaMethods implements RpcMethods {
    /** In Base64 it fits into one frame, as large as those that clients may send. */
    private static final long MOST = 16_000_000;

    private final AnswerMedia media;
    private final Agents agents;

    @Activate
    public MediaMethods(@Reference AnswerMedia media, @Reference Agents agents) {
        this.media = media;
        this.agents = agents;
    }

    /** @param messageId of the answer @param place as its line {@code MEDIA:} names it */
    public record Params(String sessionKey, Optional<String> agentId, String messageId, String place) {}

    /** @param data in Base64 */
    public record File(String name, String mimeType, long sizeBytes, String data) {}

    @Rpc(value = "chat.media", scope = Scope.READ)
    public File media(Params params, Caller caller) {
        try {
            Shown file = media.find(Keys.read(agents, params.sessionKey(), params.agentId()), params.messageId(), params.place(), MOST);
            return new File(file.name(), file.mimeType(), file.content().length, Base64.getEncoder().encodeToString(file.content()));
        } catch (Permanent | Denied none) {
            throw RpcFault.invalid(String.valueOf(none.getMessage()));
        }
    }
}
