package dev.chela.core.approval.internal;

import dev.chela.api.fault.Denied;
import dev.chela.api.id.SessionKey;
import dev.chela.api.tool.ToolCall;
import dev.chela.core.approval.Approval.Order;
import dev.chela.core.approval.Approvals.Pass;
import dev.chela.core.approval.Approvals.Plan;
import dev.chela.core.approval.Approvals.Ruling;
import dev.chela.core.approval.SafeBins;
import dev.chela.core.approval.internal.Placement.Place;
import dev.chela.core.config.Config;
import dev.chela.core.process.AgentExec;
import dev.chela.core.process.ExecSettings;
import dev.chela.core.session.Session;
import dev.chela.core.session.Sessions;
import dev.chela.core.session.Settings;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Says of a call's command whether it may run, and holds the passes of those that do: what a person has seen is looked at once more
 * when it begins. Safe on any thread.
 */
final class CommandJudge implements AutoCloseable {
    private final ApprovalRows rows;
    private final Sessions sessions;
    private final Placement placement;
    private final Config.Live<ExecSettings> settings;
    private final Config.Live<SafeBins> safe;
    private final Config.Live<AgentExec> ownSettings;
    private final Map<Cleared, Seen> cleared = new ConcurrentHashMap<>();
    private final Set<Lifted> lifted = ConcurrentHashMap.newKeySet();

    CommandJudge(ApprovalRows rows, Sessions sessions, Config config, Placement placement) {
        this.rows = rows;
        this.sessions = sessions;
        this.placement = placement;
        this.settings = config.section("tools.exec", ExecSettings.class);
        this.safe = config.section("tools.exec", SafeBins.class);
        this.ownSettings = config.section("", AgentExec.class);
    }

    private record Cleared(String session, String callId, String command) {}

    private record Lifted(String session, String callId, String tool) {}

    /** What a person saw; empty text when nobody had to be asked. */
    private record Seen(Plan plan, String frozen) {}

    boolean holds(ToolCall call, String command) {
        Seen seen = cleared.get(new Cleared(call.session().value(), call.id(), command));
        if (seen != null && !seen.frozen().isEmpty()) {
            Frozen.changed(seen.frozen(), now(seen.plan(), command)).ifPresent(what -> {
                throw new Denied("this command was approved, but " + what + " since then; it was not run. Ask for it again");
            });
        }
        return seen != null;
    }

    boolean lifted(ToolCall call) {
        return lifted.stream().anyMatch(pass -> pass.session().equals(call.session().value()) && pass.callId().equals(call.id()));
    }

    private String now(Plan plan, String command) {
        return Frozen.of(command, Commands.directory(plan), exec(plan.agent()).pathPrepend());
    }

    private ExecSettings exec(String agent) {
        return ownSettings.get().of(agent, settings.get());
    }

    /** Until the pass is closed the call may run what it is to run. */
    Pass open(Plan plan) {
        Optional<Cleared> pass = Commands.of(plan).map(order -> new Cleared(plan.session(), plan.callId(), order.command()));
        String frozen = rows.ofCall(plan.call()).map(approval -> approval.order().frozen()).orElse("");
        pass.ifPresent(key -> cleared.put(key, new Seen(plan, frozen)));
        Lifted outside = new Lifted(plan.session(), plan.callId(), plan.tool());
        if (placement.of(plan, own(plan)).lifted()) {
            lifted.add(outside);
        }
        return () -> {
            pass.ifPresent(cleared::remove);
            lifted.remove(outside);
        };
    }

    Ruling rule(Plan plan) {
        Optional<Order> order = Commands.of(plan);
        if (order.isEmpty()) {
            return new Ruling.Free();
        }
        Optional<String> nowhere = placement.refusal(plan, own(plan));
        if (nowhere.isPresent()) {
            return new Ruling.Refused(nowhere.get());
        }
        Place place = placement.of(plan, own(plan));
        OwnRules told = OwnRules.of(exec(plan.agent()), own(plan)).within(plan.confined());
        OwnRules rules = place == Place.LIFTED ? told.lifted() : told;
        ExecSettings now = rules.exec();
        if (now.security() != ExecSettings.Security.DENY && place == Place.SANDBOX) {
            return new Ruling.Free(); // It reaches nothing that a person would have to be asked about.
        }
        boolean remote = plan.isRemote();
        boolean listed = new Listed(rows, safe.get(), plan, now.pathPrepend()).covers(order.get().command());
        return switch (now.judge(remote, listed)) {
            case RUN -> new Ruling.Free();
            case DENIED -> new Ruling.Refused(rules.refusal());
            case ASK -> new Ruling.Ask(frozen(plan, order.get()), now.asking(remote) != ExecSettings.Ask.ALWAYS);
        };
    }

    private Order frozen(Plan plan, Order order) {
        return new Order(order.command(), order.directory(), order.binding(), order.agent(), order.session(), now(plan, order.command()));
    }

    private Settings own(Plan plan) {
        return plan.session().isEmpty() ? Settings.NONE
                : sessions.find(new SessionKey(plan.session())).map(Session::settings).orElse(Settings.NONE);
    }

    @Override
    public void close() {
        settings.close();
        ownSettings.close();
        safe.close();
    }
}
