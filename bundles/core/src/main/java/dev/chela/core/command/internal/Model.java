package dev.chela.core.command.internal;

import dev.chela.api.command.Command;
import dev.chela.api.command.CommandCall;
import dev.chela.api.id.SessionKey;
import dev.chela.api.task.Clock;
import dev.chela.core.agent.Agents;
import dev.chela.core.command.OwnerOnly;
import dev.chela.core.command.internal.ModelChoice.Scope;
import dev.chela.core.model.ModelWish;
import dev.chela.core.model.Models;
import dev.chela.core.session.Session;
import dev.chela.core.session.Sessions;
import dev.chela.core.session.Settings.Setting;
import java.util.List;
import java.util.Locale;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /model}: shows, chooses, or goes back to the default. */
@Component(service = Command.class)
public final class Model implements Command, Passing {
    private final Sessions sessions;
    private final Models models;
    private final Agents agents;
    private final Levels levels;
    private final Clock clock;
    private final ModelDefaults defaults;

    @Activate
    public Model(
            @Reference Sessions sessions, @Reference Models models, @Reference Agents agents, @Reference Levels levels, @Reference Clock clock,
            @Reference ModelDefaults defaults) {
        this.defaults = defaults;
        this.sessions = sessions;
        this.models = models;
        this.agents = agents;
        this.levels = levels;
        this.clock = clock;
    }

    @Override
    public CommandInfo info() {
        return new CommandInfo("model", List.of(), "Shows the model, or chooses one: /model NAME, /model NAME@CREDENTIAL, /model list, /model default; for the agent (-a) or all (-g): /model NAME -a (owner)", true);
    }

    @Override
    public boolean passes(SessionKey session, String args) {
        return !ModelChoice.of(args).alone() && levels.precedes(session, Directive.MODEL, args);
    }

    @Override
    public String run(CommandCall call) {
        ModelChoice choice = ModelChoice.of(call.args());
        if (choice.scope() != Scope.SESSION) {
            return forMore(call, choice);
        }
        return switch (choice.name().toLowerCase(Locale.ROOT)) {
            case "", "list" -> show(call) + "\n" + ModelList.of(models.list().stream());
            case "status" -> show(call) + credentials(call);
            case "default" -> {
                choose(call, "", "");
                yield "This session uses the default model again: " + models.resolve(agents.get(call.session().agent()).model());
            }
            default -> {
                ModelWish chosen = ModelWish.of(models, choice.name());
                choose(call, chosen.model().toString(), chosen.profile());
                yield "This session now uses " + chosen.model() + (chosen.profile().isEmpty() ? "" : " with the credential " + chosen.profile()) + ".";
            }
        };
    }

    /** What this conversation chose for itself gives way to it. */
    private String forMore(CommandCall call, ModelChoice choice) {
        OwnerOnly.check(call);
        if (choice.name().isEmpty()) {
            return "Which model? Use /model NAME -a for this agent, -g for all that have none of their own.";
        }
        String chosen = models.resolve(choice.name()).toString();
        if (choice.scope() == Scope.AGENT) {
            defaults.ofAgent(call.session().agent(), chosen);
        } else {
            defaults.ofAll(chosen);
        }
        choose(call, "", "");
        return choice.scope() == Scope.AGENT ? "Agent " + call.session().agent() + " now uses " + chosen + "."
                : "All agents that name no model of their own now use " + chosen + ".";
    }

    private void choose(CommandCall call, String model, String profile) {
        sessions.commit(call.session(), "model", "patch", (session, step) -> session.using(model, profile, clock.now().toEpochMilli()));
    }

    private String credentials(CommandCall call) {
        String current = sessions.open(call.session()).chosenModel().orElse(agents.get(call.session().agent()).model());
        List<String> known = models.credentials(models.resolve(current).provider()).stream().map(Models.Held::profile).toList();
        return known.isEmpty() ? "" : "\nCredentials: " + String.join(", ", known) + " (/model NAME@CREDENTIAL uses one alone)";
    }

    private String show(CommandCall call) {
        Session session = sessions.open(call.session());
        String current = session.chosenModel().orElse(agents.get(call.session().agent()).model());
        List<String> thinking = levels.known(call.session(), Directive.THINK);
        String profile = session.settings().get(Setting.AUTH_PROFILE);
        return "Model: " + models.resolve(current) + (session.chosenModel().isPresent() ? " (chosen here)" : "")
                + (profile.isEmpty() ? "" : " with the credential " + profile)
                + (thinking.isEmpty() ? "" : "\nThinking: " + (session.thinking().isEmpty() ? "default" : session.thinking())
                        + " (" + String.join(", ", thinking) + ")");
    }
}
