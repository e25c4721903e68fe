package dev.chela.core.message.internal;

import dev.chela.api.grant.Messages;
import dev.chela.api.tool.ToolCall;
import dev.chela.core.guest.GrantSource;
import org.osgi.annotation.bundle.Capability;
import org.osgi.service.component.ComponentServiceObjects;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Grants {@link Messages}. What stands behind it needs turns, and those need the tools that ask here: so it is got when somebody asks. */
@Capability(namespace = "chela.grant", attribute = "power=messages")
@Component(service = GrantSource.class)
public final class MessageGrants implements GrantSource<Messages> {
    private final ComponentServiceObjects<Dispatch> dispatch;

    @Activate
    public MessageGrants(@Reference ComponentServiceObjects<Dispatch> dispatch) {
        this.dispatch = dispatch;
    }

    @Override
    public Class<Messages> power() {
        return Messages.class;
    }

    @Override
    public Messages grant(ToolCall call) {
        return dispatch.getService().grant(call);
    }
}
