package dev.chela.core.subagent.internal;

import dev.chela.api.grant.Conversations;
import dev.chela.api.tool.ToolCall;
import dev.chela.core.guest.GrantSource;
import org.osgi.annotation.bundle.Capability;
import org.osgi.service.component.ComponentServiceObjects;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Grants {@link Conversations}. What stands behind it needs turns, and those need the tools that ask here: so it is got when somebody asks. */
@Capability(namespace = "chela.grant", attribute = "power=conversations")
@Component(service = GrantSource.class)
public final class ConversationGrants implements GrantSource<Conversations> {
    private final ComponentServiceObjects<Talks> talks;

    @Activate
    public ConversationGrants(@Reference ComponentServiceObjects<Talks> talks) {
        this.talks = talks;
    }

    @Override
    public Class<Conversations> power() {
        return Conversations.class;
    }

    @Override
    public Conversations grant(ToolCall call) {
        return talks.getService().grant(call);
    }
}
