package dev.chela.rpc.skill;

import dev.chela.api.id.AgentId;
import dev.chela.api.rpc.Broadcaster;
import dev.chela.api.rpc.Push;
import dev.chela.api.task.Cancellation.Registration;
import dev.chela.api.task.Clock;
import dev.chela.core.agent.Agents;
import dev.chela.core.config.ConfigChanged;
import dev.chela.core.event.Events;
import dev.chela.core.skill.SkillLoader.Problem;
import dev.chela.core.skill.Skills;
import dev.chela.core.task.Scope;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * {@code skills.changed}: another look at the skills shows others. As long as a client could hear of it, the house looks every five
 * seconds, and when the configuration changes or a client sends a skill; turns look themselves. Disks are slow: it looks on threads of its own.
 */
@Component(service = SkillNews.class, immediate = true)
public final class SkillNews {
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final Skills skills;
    private final Agents agents;
    private final Broadcaster clients;
    private final Clock clock;
    private final Registration listening;
    private final Scope threads = new Scope("chela-skills");
    private Optional<Map<AgentId, Shelf>> last = Optional.empty();
    private Registration alarm;
    private boolean closed;

    @Activate
    public SkillNews(@Reference Skills skills, @Reference Agents agents, @Reference Broadcaster clients, @Reference Clock clock, @Reference Events events) {
        this.skills = skills;
        this.agents = agents;
        this.clients = clients;
        this.clock = clock;
        listening = events.listen(ConfigChanged.class, changed -> threads.start("look", () -> look("config-change")));
        alarm = clock.after(Duration.ZERO, this::watch);
    }

    private record Shelf(List<Skills.Standing> skills, List<Problem> problems) {}

    private Map<AgentId, Shelf> seen() {
        Map<AgentId, Shelf> seen = new HashMap<>();
        agents.list().forEach(agent -> seen.put(agent.id(), new Shelf(skills.standing(agent), skills.problems(agent))));
        return seen;
    }

    private synchronized void watch() {
        if (!closed) {
            threads.start("look", () -> {
                try {
                    watched();
                } finally {
                    again();
                }
            });
        }
    }

    private void watched() {
        if (isFirst() || clients.heard(Push.Audience.READERS)) {
            look("watch");
        }
    }

    private synchronized boolean isFirst() {
        return last.isEmpty();
    }

    /** A client is about to be told what there is: from here on that is what others would have to differ from. */
    void looking() {
        look("watch");
    }

    /** Also when the skills could not be looked at this time. */
    private synchronized void again() {
        if (!closed) {
            alarm = clock.after(PAUSE, this::watch);
        }
    }

    /** Of what a client does to the skills others are told before the client is answered. */
    synchronized <T> T tell(Supplier<T> work) {
        look("watch");
        T result = work.get();
        look("manual");
        return result;
    }

    /** @param reason in the protocol's words, why there may be others */
    private synchronized void look(String reason) {
        Map<AgentId, Shelf> now = seen();
        boolean changed = !closed && last.filter(before -> !before.equals(now)).isPresent();
        last = Optional.of(now);
        if (changed) {
            clients.send(new Push("skills.changed", Map.of("reason", reason), Push.Audience.READERS, new Push.Slow.Latest("skills")));
        }
    }

    @Deactivate
    public void stop() {
        listening.close();
        synchronized (this) {
            closed = true;
            alarm.close();
        }
        threads.close();
    }
}
