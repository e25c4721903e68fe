package dev.chela.core.errand.internal;

import dev.chela.api.task.Cancellation;
import dev.chela.api.tool.Effect;
import dev.chela.core.approval.Approval;
import dev.chela.core.approval.Approvals;
import dev.chela.core.approval.Approvals.Plan;
import dev.chela.core.approval.Approvals.Ruling;
import dev.chela.core.approval.Approvals.Speaker;
import dev.chela.core.approval.Approvals.Wish;
import dev.chela.core.errand.Errands.Errand;
import dev.chela.core.session.Sessions;
import dev.chela.core.session.Settings.Setting;
import dev.chela.core.tool.ToolSpec;
import dev.chela.core.tool.Tools;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** Whether a call may happen: what the conversation allows, what policy says, and what a person says. */
final class Leave {
    private final Tools tools;
    private final Approvals approvals;
    private final Sessions sessions;

    Leave(Tools tools, Approvals approvals, Sessions sessions) {
        this.tools = tools;
        this.approvals = approvals;
        this.sessions = sessions;
    }

    static Plan plan(Errand errand, String callId) {
        return new Plan(callId, callId, errand.whose().session().value(), errand.whose().agent().value(), errand.tool(),
                errand.arguments(), "", errand.whose().workspace(), Speaker.OWNER);
    }

    boolean acts(String tool) {
        return tools.find(tool).map(ToolSpec::effect).filter(effect -> effect == Effect.ACTS).isPresent();
    }

    /** Asks nobody. */
    Ruling rule(Errand errand, Plan plan) {
        boolean onlyReads = sessions.find(errand.whose().session())
                .filter(session -> session.settings().is(Setting.PERMISSION, "read-only")).isPresent();
        if (onlyReads && tools.find(errand.tool()).filter(spec -> spec.effect() != Effect.READS).isPresent()) {
            return new Ruling.Refused("this conversation may only read (permissionMode is \"read-only\"); '" + errand.tool()
                    + "' was not run");
        }
        return approvals.rule(plan);
    }

    /** Why the person's word is no; empty when it is yes. */
    Optional<String> asked(Plan plan, Ruling.Ask ask, Cancellation cancellation) throws InterruptedException {
        Approval approval = approvals.request(new Wish("", plan.call(), ask.order(), ask.always(), Approvals.LIFE, plan.origin()));
        if (approval.isPending()) {
            approval = decided(approval, cancellation);
        }
        return approval.refusal();
    }

    /** Who no longer wants the call needs no answer. When the gateway stops, the request waits for its next start. */
    private Approval decided(Approval approval, Cancellation cancellation) throws InterruptedException {
        try {
            return approvals.await(approval.id(), cancellation);
        } catch (CancellationException left) {
            approvals.cancel(approval.id());
            throw left;
        }
    }
}
