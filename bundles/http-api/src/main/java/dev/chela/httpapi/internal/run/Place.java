package dev.chela.httpapi.internal.run;

import dev.chela.api.fault.Permanent;
import dev.chela.api.http.Request;
import dev.chela.api.id.AgentId;
import dev.chela.api.id.RunId;
import dev.chela.api.id.SessionKey;
import dev.chela.core.agent.Agents;
import dev.chela.core.inbox.Intake;
import dev.chela.core.session.SessionKeys;
import dev.chela.httpapi.internal.ApiRefusal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which agent and which session a request is for. The agent: by header, else by the name of the model. The session: by header, else
 * the one that an earlier answer belongs to, else the user's, else one of its own.
 */
public final class Place {
    private static final Pattern TARGET = Pattern.compile("(?:(?:openclaw|chela)(?:[:/](.+))?|agent:(.+))", Pattern.CASE_INSENSITIVE);

    private final Agents agents;
    private final Intake intake;

    Place(Agents agents, Intake intake) {
        this.agents = agents;
        this.intake = intake;
    }

    SessionKey find(Ids.Kind kind, Wish wish, Request request, RunId run) {
        AgentId agent = agent(agents, wish.target(), request);
        Optional<String> key = header(request, "session-key");
        if (key.isPresent()) {
            return session(agents, "x-openclaw-session-key", key.get(), agent);
        }
        return earlier(wish).orElseGet(() -> SessionKeys.read(wish.user().isEmpty()
                ? kind.sessions + ":" + Ids.tail(run) : kind.sessions + "-user:" + SessionKeys.part(wish.user()), agent));
    }

    /** @throws ApiRefusal when it cannot be a key, or its agent is not configured */
    public static SessionKey session(Agents agents, String field, String key, AgentId agent) {
        try {
            SessionKey session = SessionKeys.read(key, agent);
            agents.get(session.agent());
            return session;
        } catch (Permanent malformed) {
            throw ApiRefusal.invalid(field, String.valueOf(malformed.getMessage()));
        }
    }

    /** What is called {@code x-openclaw-NAME} or {@code x-chela-NAME}. */
    public static Optional<String> header(Request request, String name) {
        for (String house : List.of("x-chela-", "x-openclaw-")) {
            List<String> values = request.headers().getOrDefault(house + name, List.of());
            if (!values.isEmpty() && !values.get(0).isBlank()) {
                return Optional.of(values.get(0).strip());
            }
        }
        return Optional.empty();
    }

    /** By header, else by the name of the model. @throws ApiRefusal when there is no such agent */
    public static AgentId agent(Agents agents, String target, Request request) {
        Optional<String> header = header(request, "agent-id");
        AgentId named = named(agents, target);
        return header.map(id -> existing(agents, "x-openclaw-agent-id", id)).orElse(named);
    }

    private static AgentId named(Agents agents, String target) {
        Matcher matcher = TARGET.matcher(target.strip());
        if (!matcher.matches()) {
            throw ApiRefusal.invalid("model", "'" + target + "' is no agent: use `openclaw`, `openclaw/default` or `openclaw/<agent>`;"
                    + " the model behind it is the agent's own, or that of the header x-openclaw-model");
        }
        String id = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
        return id == null || id.equalsIgnoreCase("default") && matcher.group(1) != null
                ? agents.primary().id() : existing(agents, "model", id);
    }

    private static AgentId existing(Agents agents, String field, String id) {
        try {
            return agents.get(new AgentId(id.strip().toLowerCase(java.util.Locale.ROOT))).id();
        } catch (Permanent | IllegalArgumentException unknown) {
            throw ApiRefusal.invalid(field, String.valueOf(unknown.getMessage()));
        }
    }

    private Optional<SessionKey> earlier(Wish wish) {
        if (!wish.previous().isEmpty()) {
            return Optional.of(Ids.response(wish.previous()).flatMap(this::sessionOf).orElseThrow(() -> ApiRefusal.invalid(
                    "previous_response_id", "there is no answer '" + wish.previous() + "'")));
        }
        if (!wish.user().isEmpty()) {
            return Optional.empty();
        }
        return wish.parts().stream().filter(Wish.Given.class::isInstance).map(Wish.Given.class::cast)
                .reduce((first, last) -> last)
                .flatMap(last -> Ids.runs(last.callId()).stream().flatMap(run -> sessionOf(run).stream()).findFirst());
    }

    private Optional<SessionKey> sessionOf(RunId run) {
        return intake.find(run.value()).map(kept -> kept.input().said().session());
    }
}
