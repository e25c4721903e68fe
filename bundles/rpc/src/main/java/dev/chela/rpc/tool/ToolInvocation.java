package dev.chela.rpc.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.fault.Permanent;
import dev.chela.api.id.SessionKey;
import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcFault;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.api.tool.Content;
import dev.chela.api.tool.Outcome;
import dev.chela.api.tool.ToolResult;
import dev.chela.core.agent.Agent;
import dev.chela.core.agent.Agents;
import dev.chela.core.errand.Errands;
import dev.chela.core.errand.Errands.Consent;
import dev.chela.core.errand.Errands.Done;
import dev.chela.core.errand.Errands.Errand;
import dev.chela.core.json.Json;
import dev.chela.core.session.Blocks;
import dev.chela.core.task.CancelSource;
import dev.chela.core.tool.Asker;
import dev.chela.core.tool.ToolRequest;
import dev.chela.core.tool.Tools;
import dev.chela.rpc.session.Keys;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code tools.invoke}: one call of a tool, asked for by a person or a program instead of a model. */
@Component(service = RpcMethods.class)
public final class ToolInvocation implements RpcMethods {
    private final Tools tools;
    private final Agents agents;
    private final Errands errands;

    @Activate
    public ToolInvocation(@Reference Tools tools, @Reference Agents agents, @Reference Errands errands) {
        this.tools = tools;
        this.agents = agents;
        this.errands = errands;
    }

    public record Params(
            String name, Optional<Map<String, Object>> args, Optional<String> sessionKey, Optional<String> agentId, Optional<Boolean> confirm,
            Optional<String> idempotencyKey) {}

    public record Invoked(boolean ok, String toolName, Optional<Map<String, Object>> output, Optional<Boolean> requiresApproval,
            Optional<Refusal> error) {}

    public record Refusal(String code, String message) {}

    /** What the tool refuses is {@code ok: false} inside an answer that is itself all right. */
    @Rpc(value = "tools.invoke", scope = Scope.WRITE)
    public Invoked invoke(Params params, Caller caller) throws InterruptedException {
        if (tools.find(params.name()).isEmpty()) {
            return refused(params.name(), "not_found", "there is no tool '" + params.name() + "'");
        }
        SessionKey session = Keys.read(agents, params.sessionKey().orElse("main"), params.agentId());
        ToolRequest.Whose whose = whose(session, caller);
        Optional<String> objection = tools.policy(whose).objection(params.name());
        if (objection.isPresent()) {
            return refused(params.name(), "denied", "tool policy does not allow '" + params.name() + "' there: " + objection.get());
        }
        return invoked(params.name(), run(params, whose));
    }

    /** {@code confirm} has the person asked who must allow the call; without, the caller is told that somebody must. */
    private Done run(Params params, ToolRequest.Whose whose) throws InterruptedException {
        String key = params.idempotencyKey().map(given -> "rpc:" + Keys.run("tools.invoke", "idempotencyKey", given).value())
                .orElse("");
        try {
            return errands.run(new Errand(key, params.name(), Json.write(Json.tree(params.args().orElse(Map.of()))), whose,
                    params.confirm().orElse(false) ? Consent.ASK : Consent.TELL, new CancelSource()));
        } catch (Permanent otherCall) {
            throw RpcFault.invalid(otherCall.getMessage());
        }
    }

    private static Invoked invoked(String tool, Done done) {
        if (done instanceof Done.NeedsConsent needs) {
            return new Invoked(false, tool, Optional.empty(), Optional.of(true), Optional.of(new Refusal("requires_approval", needs.why())));
        }
        ToolResult result = ((Done.Ran) done).result();
        if (result.outcome() == Outcome.ERROR) {
            return refused(tool, "tool_error", text(result));
        }
        return new Invoked(true, tool, Optional.of(Map.of("content", content(result), "details", result.details())), Optional.empty(),
                Optional.empty());
    }

    /** Who may change the house is its owner. */
    private ToolRequest.Whose whose(SessionKey session, Caller caller) {
        Agent agent = agents.get(session.agent());
        Asker asker = new Asker(List.of(), List.of(new Asker.Voice(caller.scopes().contains(Scope.ADMIN), Optional.empty())));
        return new ToolRequest.Whose(session, agent.id(), agent.workspace(), asker);
    }

    private static Invoked refused(String tool, String code, String message) {
        return new Invoked(false, tool, Optional.empty(), Optional.empty(), Optional.of(new Refusal(code, message)));
    }

    private static List<ObjectNode> content(ToolResult result) {
        return result.content().stream().map(Blocks::of).toList();
    }

    private static String text(ToolResult result) {
        StringBuilder all = new StringBuilder();
        result.content().forEach(part -> all.append(part instanceof Content.Text said ? said.text() : "[image]"));
        return all.toString();
    }
}
