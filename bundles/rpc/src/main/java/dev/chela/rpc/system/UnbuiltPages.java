package dev.chela.rpc.system;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.config.Range;
import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcFault;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.core.agent.Agent;
import dev.chela.core.agent.Agents;
import dev.chela.core.user.Preferences;
import dev.chela.rpc.session.Keys;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Parts of the control page that this house has nothing for yet: speech, boards, cards, tasks in the background, mentions, projects,
 * machines elsewhere, working trees, pages of plugins, jobs that a person has allowed for good, a library of skills, meetings that were
 * listened to, other assistants whose notes could be taken over. The page asks for
 * them whenever it loads; that there is none is the truth. Whoever builds one of these takes its method out of here.
 */
@Component(service = RpcMethods.class)
public final class UnbuiltPages implements RpcMethods {
    private static final List<String> TASK_STATES = List.of("queued", "running", "completed", "failed", "cancelled", "timed_out");

    private final Agents agents;
    private final String instance = UUID.randomUUID().toString();

    @Activate
    public UnbuiltPages(@Reference Agents agents) {
        this.agents = agents;
    }

    public record NoParams() {}

    public record SessionParams(String sessionKey, Optional<String> agentId) {}

    private String session(SessionParams params) {
        return Keys.read(agents, params.sessionKey(), params.agentId()).value();
    }

    public record TalkParams(Optional<String> provider, Optional<String> model) {}

    public record Speakers(boolean ready, List<Object> providers) {
        static final Speakers NONE = new Speakers(false, List.of());
    }

    public record TalkCatalog(
            List<String> modes, List<String> transports, List<String> brains, Speakers speech, Speakers transcription, Speakers realtime) {}

    @Rpc(value = "talk.catalog", scope = Scope.READ)
    public TalkCatalog talk(TalkParams params, Caller caller) {
        return new TalkCatalog(List.of(), List.of(), List.of(), Speakers.NONE, Speakers.NONE, Speakers.NONE);
    }

    public record Speech(
            boolean enabled, String auto, @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String provider, List<Object> providerStates) {}

    @Rpc(value = "tts.status", scope = Scope.READ)
    public Speech speech(NoParams params, Caller caller) {
        return new Speech(false, "off", null, List.of());
    }

    public record Card(@JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Object card) {}

    @Rpc(value = "progressCard.get", scope = Scope.READ)
    public Card card(SessionParams params, Caller caller) {
        session(params);
        return new Card(null);
    }

    public record Board(String sessionKey, int revision, List<Object> tabs, List<Object> widgets) {}

    @Rpc(value = "board.get", scope = Scope.READ)
    public Board board(SessionParams params, Caller caller) {
        return new Board(session(params), 0, List.of(), List.of());
    }

    public record Companion(List<Object> exchanges) {}

    @Rpc(value = "sessions.companion.state", scope = Scope.READ)
    public Companion companion(SessionParams params, Caller caller) {
        session(params);
        return new Companion(List.of());
    }

    /** @param visible whether the page shows what an observer writes of its sessions */
    public record ObserverParams(boolean visible) {}

    public record Noted(boolean ok) {}

    /** No observer writes anything, so nothing depends on who would read it. */
    @Rpc(value = "sessions.observer.visibility", scope = Scope.READ)
    public Noted observer(ObserverParams params, Caller caller) {
        return new Noted(true);
    }

    /** @param status a word, or a list of them */
    public record TasksParams(
            Optional<JsonNode> status, Optional<String> agentId, Optional<String> sessionKey,
            @Range(min = 1, max = 500) Optional<Integer> limit, Optional<String> cursor, Optional<String> sortBy) {}

    public record Tasks(List<Object> tasks) {}

    @Rpc(value = "tasks.list", scope = Scope.READ)
    public Tasks tasks(TasksParams params, Caller caller) {
        params.sortBy().ifPresent(by -> oneOf("tasks.list", "sortBy", List.of("updatedAt", "endedAt"), by));
        params.status().ifPresent(status -> (status.isArray() ? status : List.of(status))
                .forEach(word -> oneOf("tasks.list", "status", TASK_STATES, word.isTextual() ? word.asText() : "")));
        return new Tasks(List.of());
    }

    private static void oneOf(String method, String at, List<String> words, String word) {
        if (!words.contains(word)) {
            throw RpcFault.invalid("invalid " + method + " params: at /" + at + ": must be one of " + String.join(", ", words));
        }
    }

    public record Mentions(String gatewayInstanceId, int revision, List<Object> items) {}

    @Rpc(value = "mentions.list", scope = Scope.READ)
    public Mentions mentions(NoParams params, Caller caller) {
        return new Mentions(instance, 0, List.of());
    }

    public record ProjectsParams(Optional<Boolean> includeObserved) {}

    public record Projects(List<Object> projects, List<Object> recents) {}

    @Rpc(value = "projects.list", scope = Scope.READ)
    public Projects projects(ProjectsParams params, Caller caller) {
        return new Projects(List.of(), List.of());
    }

    public record EnvironmentsParams(Optional<String> runtimeId, Optional<String> projection, Optional<Boolean> includeDesktopSetup) {}

    public record Environments(List<Object> environments) {}

    @Rpc(value = "environments.list", scope = Scope.READ)
    public Environments environments(EnvironmentsParams params, Caller caller) {
        params.projection().ifPresent(word -> oneOf("environments.list", "projection", List.of("profiles"), word));
        return new Environments(List.of());
    }

    public record Worktrees(List<Object> worktrees) {}

    @Rpc(value = "worktrees.list", scope = Scope.READ)
    public Worktrees worktrees(NoParams params, Caller caller) {
        return new Worktrees(List.of());
    }

    public record GrantsParams(@Range(min = 1, max = 500) Optional<Integer> limit) {}

    public record Grants(List<Object> grants) {}

    @Rpc(value = "exec.approval.grants.list", scope = Scope.APPROVALS)
    public Grants grants(GrantsParams params, Caller caller) {
        return new Grants(List.of());
    }

    public record LibraryParams(Optional<String> sessionKey, Optional<String> scope) {}

    /** @param session only when one was asked for */
    public record Library(
            List<Object> entries, String profileId, boolean multipleProfiles, String defaultTarget, boolean canManageWorkspace,
            int defaultSelectionLimit, Optional<LibrarySession> session) {}

    public record LibrarySession(String sessionKey, List<Object> selections, List<Object> attachable) {}

    @Rpc(value = "skills.library.list", scope = Scope.READ)
    public Library library(LibraryParams params, Caller caller) {
        params.scope().ifPresent(word -> oneOf("skills.library.list", "scope", List.of("mine", "team", "all"), word));
        Optional<LibrarySession> session = params.sessionKey().map(key -> Keys.read(agents, key, Optional.empty()).value())
                .map(key -> new LibrarySession(key, List.of(), List.of()));
        return new Library(List.of(), Preferences.OWNER, false, "unavailable", false, 0, session);
    }

    public record MeetingsParams(
            @Range(min = 1, max = 200) Optional<Integer> limit, Optional<String> cursor, Optional<String> query, Optional<String> providerId,
            Optional<String> accountId, Optional<String> agentId, Optional<String> startedAfter, Optional<String> startedBefore) {}

    public record Meetings(List<Object> sessions, @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String nextCursor) {}

    @Rpc(value = "transcripts.list", scope = Scope.READ)
    public Meetings meetings(MeetingsParams params, Caller caller) {
        return new Meetings(List.of(), null);
    }

    public record TakeoverParams(String agentId, Optional<Boolean> overwrite) {}

    public record Takeover(String agentId, String workspace, List<Object> providers) {}

    /** What OpenClaw itself kept {@code import.openclaw} brings over. */
    @Rpc(value = "migrations.memory.plan", scope = Scope.ADMIN)
    public Takeover takeover(TakeoverParams params, Caller caller) {
        Agent agent = agents.list().stream().filter(known -> known.id().value().equals(params.agentId())).findFirst()
                .orElseThrow(() -> RpcFault.invalid("unknown agent id \"" + params.agentId() + "\""));
        return new Takeover(agent.id().value(), agent.workspace().toString(), List.of());
    }

    public record PluginPages(int revision, List<Object> plugins, List<Object> diagnostics) {}

    @Rpc(value = "plugins.controlUi.list", scope = Scope.READ)
    public PluginPages pluginPages(NoParams params, Caller caller) {
        return new PluginPages(0, List.of(), List.of());
    }
}
