package dev.chela.core.subagent.internal;

import dev.chela.api.id.SessionKey;
import dev.chela.core.command.Tasks;
import dev.chela.core.subagent.Kin;
import dev.chela.core.text.Excerpt;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** A conversation's sub-agents that are at work. */
@Component
public final class SubagentTasks implements Tasks {
    private static final int LONGEST = 200;

    private final Kin kin;

    @Activate
    public SubagentTasks(@Reference Kin kin) {
        this.kin = kin;
    }

    @Override
    public List<String> of(SessionKey session) {
        return kin.running(session).stream().map(one -> "Sub-agent " + Wording.name(one) + ": " + Excerpt.line(one.order().task(), LONGEST)).toList();
    }
}
