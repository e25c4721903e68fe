package dev.chela.core.approval.internal;

import dev.chela.api.id.AgentId;
import dev.chela.api.id.SessionKey;
import dev.chela.core.approval.Approvals.Plan;
import dev.chela.core.approval.Elevation;
import dev.chela.core.sandbox.Sandboxes;
import dev.chela.core.session.Settings;
import dev.chela.core.session.Settings.Setting;
import java.util.Optional;
import java.util.Set;

/** Where the commands of a call run. Asked again when the call begins: what has been taken back since then holds no more. */
final class Placement {
    /** What looks after commands has to be where they are. */
    private static final Set<String> TOOLS = Set.of("exec", "process");

    private final Sandboxes sandboxes;
    private final Elevation elevation;

    Placement(Sandboxes sandboxes, Elevation elevation) {
        this.sandboxes = sandboxes;
        this.elevation = elevation;
    }

    /** Of one call. */
    enum Place {
        /** Where nobody demands a sandbox. */
        OPEN,
        SANDBOX,
        /** Out of a sandbox; a person is asked. */
        LIFTED,
        /** Out of a sandbox; as configured. */
        LIFTED_FULLY;

        boolean lifted() {
            return this == LIFTED || this == LIFTED_FULLY;
        }
    }

    Place of(Plan plan, Settings own) {
        if (!sandboxes.demanded(new AgentId(plan.agent()), new SessionKey(plan.session()))) {
            return Place.OPEN;
        }
        String level = plan.leash().elevated().isEmpty() ? own.get(Setting.ELEVATED) : plan.leash().elevated();
        boolean wanted = !level.isEmpty() && !level.equals("off") && !host(plan, own).equals("sandbox") && TOOLS.contains(plan.tool());
        if (!wanted || !elevation.permits(plan.agent(), plan.heard())) {
            return Place.SANDBOX;
        }
        return level.equals("full") ? Place.LIFTED_FULLY : Place.LIFTED;
    }

    /** Why no command runs there; empty when it may. */
    Optional<String> refusal(Plan plan, Settings own) {
        Place place = of(plan, own);
        return switch (host(plan, own)) {
            case "sandbox" -> place == Place.SANDBOX ? Optional.empty()
                    : Optional.of("commands are to run in a sandbox here (execHost is \"sandbox\"), and this conversation has none; it was not run");
            case "gateway" -> place == Place.SANDBOX
                    ? Optional.of("commands are to run on the machine itself here (execHost is \"gateway\"), and this conversation is in a sandbox; it was not run")
                    : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static String host(Plan plan, Settings own) {
        return plan.leash().host().isEmpty() ? own.get(Setting.EXEC_HOST) : plan.leash().host();
    }
}
