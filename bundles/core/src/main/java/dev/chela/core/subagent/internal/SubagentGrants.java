package dev.chela.core.subagent.internal;

import dev.chela.api.grant.Subagents;
import dev.chela.api.tool.ToolCall;
import dev.chela.core.guest.GrantSource;
import org.osgi.annotation.bundle.Capability;
import org.osgi.service.component.ComponentServiceObjects;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Grants {@link Subagents}. What stands behind it needs turns, and those need the tools that ask here: so it is got when somebody asks. */
@Capability(namespace = "chela.grant", attribute = "power=subagents")
@Component(service = GrantSource.class)
public final class SubagentGrants implements GrantSource<Subagents> {
    private final ComponentServiceObjects<Delegation> delegation;

    @Activate
    public SubagentGrants(@Reference ComponentServiceObjects<Delegation> delegation) {
        this.delegation = delegation;
    }

    @Override
    public Class<Subagents> power() {
        return Subagents.class;
    }

    @Override
    public Subagents grant(ToolCall call) {
        return delegation.getService().grant(call);
    }
}
