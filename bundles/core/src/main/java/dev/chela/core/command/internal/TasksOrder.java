package dev.chela.core.command.internal;

import dev.chela.api.command.Command;
import dev.chela.api.command.CommandCall;
import dev.chela.api.grant.Child;
import dev.chela.api.id.AgentId;
import dev.chela.api.id.SessionKey;
import dev.chela.api.task.Clock;
import dev.chela.core.command.Tasks;
import dev.chela.core.process.ProcessHost;
import dev.chela.core.session.Runs;
import dev.chela.core.text.Excerpt;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** {@code /tasks}: all that goes on for this conversation: its run, commands in the background, and what other rooms tell. */
@Component(service = Command.class)
public final class TasksOrder implements Command {
    private static final int LONGEST = 200;

    private final List<Tasks> rooms = new CopyOnWriteArrayList<>();
    private final Runs runs;
    private final Function<AgentId, List<Child>> commands;
    private final Clock clock;

    @Activate
    public TasksOrder(@Reference Runs runs, @Reference ProcessHost processes, @Reference Clock clock) {
        this(runs, processes::background, clock);
    }

    TasksOrder(Runs runs, Function<AgentId, List<Child>> commands, Clock clock) {
        this.runs = runs;
        this.commands = commands;
        this.clock = clock;
    }

    @Reference(name = "rooms", cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void add(Tasks room) {
        rooms.add(room);
    }

    public void remove(Tasks room) {
        rooms.remove(room);
    }

    @Override
    public CommandInfo info() {
        return new CommandInfo("tasks", List.of(), "Shows what goes on for this conversation: its run, commands, sub-agents, jobs", false);
    }

    /** Commands belong to the agent and may be of other conversations: they are shown to the owner alone. */
    @Override
    public String run(CommandCall call) {
        SessionKey session = call.session();
        List<String> lines = new ArrayList<>();
        runs.active(session).ifPresent(run -> lines.add("Run " + run.run() + ", for " + since(Instant.ofEpochMilli(run.startedAt()))));
        int waiting = runs.waiting(session).size();
        if (waiting > 0) {
            lines.add(waiting + (waiting == 1 ? " message waits" : " messages wait"));
        }
        if (call.owner()) {
            commands.apply(session.agent()).forEach(child -> lines.add("Command " + child.id() + ", for " + since(child.startedAt()) + ": "
                    + Excerpt.line(child.command(), LONGEST)));
        }
        rooms.forEach(room -> lines.addAll(room.of(session)));
        return lines.isEmpty() ? "Nothing goes on here." : String.join("\n", lines);
    }

    private String since(Instant begin) {
        Duration time = Duration.between(begin, clock.now());
        return time.toMinutes() > 0 ? time.toMinutes() + " min" : Math.max(0, time.toSeconds()) + " s";
    }
}
