package dev.chela.core.command.internal;

import dev.chela.api.command.Command;
import dev.chela.api.command.CommandCall;
import dev.chela.api.id.ModelRef;
import dev.chela.api.task.Clock;
import dev.chela.core.agent.Agents;
import dev.chela.core.model.Models;
import dev.chela.core.session.Sessions;
import java.util.List;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /model}: shows, chooses, or goes back to the default. */
@Component
public final class Model implements Command {
    private final Sessions sessions;
    private final Models models;
    private final Agents agents;
    private final Clock clock;

    @Activate
    public Model(@Reference Sessions sessions, @Reference Models models, @Reference Agents agents, @Reference Clock clock) {
        this.sessions = sessions;
        this.models = models;
        this.agents = agents;
        this.clock = clock;
    }

    @Override
    public CommandInfo info() {
        return new CommandInfo("model", List.of("models"), "Shows the models, or chooses one: /model NAME, /model default", true);
    }

    @Override
    public String run(CommandCall call) {
        return switch (call.args()) {
            case "", "list", "status" -> show(call);
            case "default" -> {
                choose(call, "");
                yield "This session uses the default model again: " + models.resolve(agents.get(call.session().agent()).model());
            }
            default -> {
                ModelRef chosen = models.resolve(call.args());
                choose(call, chosen.toString());
                yield "This session now uses " + chosen + ".";
            }
        };
    }

    private void choose(CommandCall call, String model) {
        sessions.commit(call.session(), "model", "patch", (session, step) -> session.using(model, clock.now().toEpochMilli()));
    }

    private String show(CommandCall call) {
        String current = sessions.open(call.session()).chosenModel().orElse(agents.get(call.session().agent()).model());
        return "Model: " + models.resolve(current) + "\n" + models.list().stream()
                .map(offer -> "  " + offer.ref() + (offer.available() ? "" : "  (not set up)"))
                .collect(Collectors.joining("\n"));
    }
}
