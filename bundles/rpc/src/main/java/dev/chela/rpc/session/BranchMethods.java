package dev.chela.rpc.session;

import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import dev.chela.api.id.SessionKey;
import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcFault;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.core.agent.Agents;
import dev.chela.core.session.Blocks;
import dev.chela.core.session.Branch;
import dev.chela.core.session.Branches;
import dev.chela.core.session.Entry;
import dev.chela.core.text.Excerpt;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code sessions.fork}, {@code sessions.rewind} and {@code sessions.branches.*}: to go on from an earlier place. */
@Component(service = RpcMethods.class)
public final class BranchMethods implements RpcMethods {
    private static final int HEADLINE = 120;

    private final Branches branches;
    private final Agents agents;

    @Activate
    public BranchMethods(@Reference Branches branches, @Reference Agents agents) {
        this.branches = branches;
        this.agents = agents;
    }

    public record Params(String sessionKey, Optional<String> agentId, String entryId) {}

    public record Attachment(String mimeType, String data) {}

    public record Forked(String sessionKey, Optional<String> editorText, Optional<List<Attachment>> editorAttachments) {}

    /** A person's message is not copied: it comes back as text, to be said in other words. */
    @Rpc(value = "sessions.fork", scope = Scope.WRITE)
    public Forked fork(Params params, Caller caller) {
        SessionKey from = Keys.read(agents, params.sessionKey(), params.agentId());
        SessionKey to = new SessionKey("agent:" + from.agent() + ":dashboard:" + UUID.randomUUID());
        Optional<Entry> again = told(() -> branches.fork(from, to, params.entryId())).again();
        return new Forked(to.value(), again.map(BranchMethods::text), again.flatMap(BranchMethods::attachments));
    }

    public record Rewound(Optional<String> editorText, Optional<List<Attachment>> editorAttachments) {}

    @Rpc(value = "sessions.rewind", scope = Scope.ADMIN)
    public Rewound rewind(Params params, Caller caller) {
        SessionKey key = Keys.read(agents, params.sessionKey(), params.agentId());
        Optional<Entry> again = told(() -> branches.rewind(key, params.entryId())).again();
        return new Rewound(again.map(BranchMethods::text), again.flatMap(BranchMethods::attachments));
    }

    public record ListParams(String sessionKey, Optional<String> agentId) {}

    public record Listed(List<Row> branches) {}

    public record Row(String leafEntryId, String headline, int messageCount, String updatedAt, boolean active) {}

    @Rpc(value = "sessions.branches.list", scope = Scope.READ)
    public Listed list(ListParams params, Caller caller) {
        SessionKey key = Keys.read(agents, params.sessionKey(), params.agentId());
        return new Listed(branches.list(key).stream().map(BranchMethods::row).toList());
    }

    public record SwitchParams(String sessionKey, Optional<String> agentId, String leafEntryId) {}

    public record Switched() {}

    @Rpc(value = "sessions.branches.switch", scope = Scope.ADMIN)
    public Switched switchTo(SwitchParams params, Caller caller) {
        SessionKey key = Keys.read(agents, params.sessionKey(), params.agentId());
        told(() -> branches.switchTo(key, params.leafEntryId()));
        return new Switched();
    }

    private static <T> T told(Supplier<T> change) {
        try {
            return change.get();
        } catch (Permanent unknown) {
            throw RpcFault.invalid(String.valueOf(unknown.getMessage()));
        } catch (Transient atWork) {
            throw RpcFault.unavailable(String.valueOf(atWork.getMessage()), atWork.after().toMillis());
        }
    }

    /** Named by what a person said last on it. */
    private static Row row(Branch branch) {
        List<Entry> messages = branch.messages();
        String said = messages.stream().filter(entry -> entry.role().equals("user")).reduce((first, last) -> last)
                .map(BranchMethods::text).orElse("");
        return new Row(branch.tip().id(), Excerpt.line(said, HEADLINE), messages.size(),
                branch.tip().body().path("timestamp").asText(), branch.active());
    }

    /** What was typed; files that were attached as text stand behind it. */
    private static String text(Entry entry) {
        return StreamSupport.stream(entry.message().path("content").spliterator(), false).filter(block -> !Blocks.isAside(block))
                .findFirst().map(block -> block.path("text").asText("")).orElse("");
    }

    private static Optional<List<Attachment>> attachments(Entry entry) {
        List<Attachment> images = StreamSupport.stream(entry.message().path("content").spliterator(), false)
                .filter(block -> block.path("type").asText().equals("image"))
                .map(block -> new Attachment(block.path("mimeType").asText(), block.path("data").asText())).toList();
        return Optional.of(images).filter(some -> !some.isEmpty());
    }
}
