package dev.chela.rpc.system;

import dev.chela.api.config.Range;
import dev.chela.api.id.AgentId;
import dev.chela.api.id.SessionKey;
import dev.chela.api.rpc.Broadcaster;
import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.api.task.Clock;
import dev.chela.core.agent.Agent;
import dev.chela.core.agent.Agents;
import dev.chela.core.channel.Channels;
import dev.chela.core.heartbeat.Heartbeats;
import dev.chela.core.heartbeat.Heartbeats.Plan;
import dev.chela.core.home.Home;
import dev.chela.core.session.Runs;
import dev.chela.core.session.SessionKeys;
import dev.chela.core.session.Sessions;
import dev.chela.core.session.SystemEvents;
import dev.chela.rpc.session.SessionRows;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** {@code health} and {@code status}. */
@Component(service = {RpcMethods.class, SystemMethods.class})
public final class SystemMethods implements RpcMethods {
    private static final int RECENT = 5;
    private final Sessions sessions;
    private final SessionRows rows;
    private final Runs runs;
    private final Agents agents;
    private final SystemEvents events;
    private final Channels channels;
    private final Heartbeats heartbeats;
    private final String root;
    private final String database;
    private final Clock clock;
    private final HealthNews news;

    @Activate
    public SystemMethods(
            @Reference Sessions sessions, @Reference SessionRows rows, @Reference Runs runs, @Reference Agents agents,
            @Reference Home home, @Reference SystemEvents events, @Reference Channels channels, @Reference Heartbeats heartbeats,
            @Reference Clock clock, @Reference Broadcaster clients) {
        this.sessions = sessions;
        this.rows = rows;
        this.runs = runs;
        this.agents = agents;
        this.events = events;
        this.channels = channels;
        this.heartbeats = heartbeats;
        this.root = home.root().toString();
        this.database = home.state().resolve("chela.db").toString();
        this.clock = clock;
        this.news = new HealthNews(clients, clock, this::snapshot);
    }

    @Deactivate
    public void close() {
        news.close();
    }

    public record HealthParams(Optional<Boolean> probe, @Range(min = 0) Optional<Integer> timeoutMs) {}

    @Rpc(value = "health", scope = Scope.READ, freshMs = 250)
    public Map<String, Object> health(HealthParams params, Caller caller) {
        Map<String, Object> health = snapshot(ChannelStates.probing(params.probe(), params.timeoutMs()));
        news.seen(health);
        return health;
    }

    /** The protocol's health snapshot. */
    public Map<String, Object> snapshot() {
        return snapshot(Optional.empty());
    }

    private Map<String, Object> snapshot(Optional<Duration> probe) {
        long begun = System.nanoTime();
        Map<String, Object> index = index();
        Agent primary = agents.primary();
        Map<String, Object> health = new LinkedHashMap<>();
        health.put("ok", true);
        health.put("ts", clock.now().toEpochMilli());
        ChannelStates states = new ChannelStates(channels, Optional.empty(), probe);
        health.put("channels", states.summaries());
        health.put("channelOrder", states.order());
        health.put("channelLabels", states.labels());
        Map<AgentId, Plan> plans = new HashMap<>();
        heartbeats.plans().forEach(plan -> plans.put(plan.agent(), plan));
        health.put("heartbeatSeconds", Optional.ofNullable(plans.get(primary.id())).map(plan -> plan.every().toSeconds()).orElse(0L));
        health.put("defaultAgentId", primary.id().value());
        health.put("agents", agents.list().stream().map(agent -> Map.of(
                "agentId", agent.id().value(), "isDefault", agent.equals(primary),
                "heartbeat", heartbeat(plans.get(agent.id())), "sessions", index)).toList());
        health.put("sessions", index);
        health.put("durationMs", (System.nanoTime() - begun) / 1_000_000);
        return health;
    }

    private static Map<String, Object> heartbeat(@Nullable Plan plan) {
        return plan == null ? Map.of("enabled", false, "every", "disabled", "everyMs", 0, "prompt", "", "target", "none", "ackMaxChars", 0)
                : Map.of("enabled", !plan.every().isZero(), "every", every(plan), "everyMs", plan.every().toMillis(), "prompt", plan.prompt(),
                        "target", plan.target(), "ackMaxChars", plan.slack());
    }

    private static String every(Plan plan) {
        return plan.every().isZero() ? "disabled" : plan.every().toString().substring(2).toLowerCase(Locale.ROOT);
    }

    private Map<String, Object> index() {
        long now = clock.now().toEpochMilli();
        return Map.of("path", database, "count", sessions.count(), "recent", sessions.recent(RECENT).stream().map(
                s -> Map.of("key", s.key().value(), "updatedAt", s.updatedAt(), "age", Math.max(0, now - s.updatedAt()))).toList());
    }

    private static Map<String, Object> beats(Plan plan) {
        Map<String, Object> beats = new LinkedHashMap<>(Map.of("agentId", plan.agent().value(), "enabled", !plan.every().isZero(), "every", every(plan),
                "everyMs", plan.every().toMillis()));
        plan.next().ifPresent(next -> beats.put("nextAtMs", next));
        return beats;
    }

    public record StatusParams(Optional<Boolean> includeChannelSummary) {}

    @Rpc(value = "status", scope = Scope.READ)
    public Map<String, Object> status(StatusParams params, Caller caller) {
        SessionKey mainKey = SessionKeys.main(agents.primary().id());
        SessionRows.Row main = rows.row(sessions.open(mainKey), false, false);
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("runtimeVersion", Version.CURRENT);
        status.put("uptimeMs", ManagementFactory.getRuntimeMXBean().getUptime());
        status.put("stateDir", root);
        status.put("heartbeat", Map.of("defaultAgentId", agents.primary().id().value(), "on", heartbeats.on(),
                "agents", heartbeats.plans().stream().map(SystemMethods::beats).toList()));
        status.put("channelSummary", List.of());
        status.put("queuedSystemEvents", events.waiting(mainKey).stream().map(SystemEvents.SystemEvent::text).toList());
        status.put("activeRuns", runs.all().stream().map(run -> run.run().value()).toList());
        status.put("sessions", Map.of("paths", List.of(database), "count", sessions.count(),
                "defaults", Map.of("model", main.modelProvider() + "/" + main.model(), "contextTokens", main.contextTokens()),
                "recent", sessions.recent(10).stream().map(s -> rows.row(s, true, false)).toList(),
                "byAgent", agents.list().stream().map(agent -> Map.of("agentId", agent.id().value(), "count",
                        sessions.glances().stream().filter(s -> s.key().agent().equals(agent.id())).count())).toList()));
        return status;
    }
}
