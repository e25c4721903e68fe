package dev.chela.core.errand.internal;

import dev.chela.api.command.Command;
import dev.chela.api.command.CommandCall;
import dev.chela.api.fault.Denied;
import dev.chela.api.id.SessionKey;
import dev.chela.api.tool.Content;
import dev.chela.core.agent.Agent;
import dev.chela.core.agent.Agents;
import dev.chela.core.approval.Elevation;
import dev.chela.core.command.Bare;
import dev.chela.core.command.OwnerOnly;
import dev.chela.core.config.Config;
import dev.chela.core.errand.Errands;
import dev.chela.core.errand.Errands.Done;
import dev.chela.core.errand.Errands.Errand;
import dev.chela.core.json.Json;
import dev.chela.core.task.CancelSource;
import dev.chela.core.text.Excerpt;
import dev.chela.core.tool.Asker;
import dev.chela.core.tool.ToolRequest;
import java.util.List;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * {@code /bash COMMAND}, {@code ! COMMAND}: the owner runs a command where this conversation's commands run, and by the rules that hold for
 * them. Under the order's own name, so that one that was under way when the gateway stopped is not run again.
 */
@Component(service = Command.class)
public final class BashOrder implements Bare {
    private static final String HOW = "Use /bash COMMAND, ! COMMAND, !poll [ID] or !stop ID.";
    private static final int LONGEST = 3_500;

    private final Errands errands;
    private final Agents agents;
    private final Elevation elevation;
    private final Config.Live<BashConfig> settings;

    @Activate
    public BashOrder(@Reference Errands errands, @Reference Agents agents, @Reference Elevation elevation, @Reference Config config) {
        this.errands = errands;
        this.agents = agents;
        this.elevation = elevation;
        this.settings = config.section("commands", BashConfig.class);
    }

    @Deactivate
    public void close() {
        settings.close();
    }

    @Override
    public CommandInfo info() {
        return new CommandInfo("bash", List.of(), "Runs a command: /bash COMMAND or ! COMMAND; !poll ID and !stop ID for those in the background"
                + " (owner, with commands.bash and tools.elevated)", true);
    }

    /** While it is switched off, an exclamation mark is one like any other. */
    @Override
    public boolean says(SessionKey session, String text) {
        return settings.get().bash() && text.startsWith("!") && text.length() > 1;
    }

    @Override
    public String args(String text) {
        String order = text.substring(1).strip();
        return text.startsWith("!poll") || text.startsWith("!stop") ? "!" + order : order;
    }

    @Override
    public String run(CommandCall call) throws InterruptedException {
        OwnerOnly.check(call);
        if (!settings.get().bash()) {
            throw new Denied("commands are not run by messages; commands.bash allows it");
        }
        elevation.refusal(call.session().agent(), call.channel(), call.sender()).ifPresent(why -> {
            throw new Denied(why);
        });
        return call.args().isEmpty() ? HOW : call.args().startsWith("!") ? look(call, call.args().split("\\s+")) : start(call);
    }

    private String start(CommandCall call) throws InterruptedException {
        var arguments = Json.object().put("command", call.args()).put("yieldMs", settings.get().bashForegroundMs());
        return told(call, "exec", Json.write(arguments));
    }

    private String look(CommandCall call, String[] words) throws InterruptedException {
        var arguments = Json.object();
        if (words.length > 1) {
            arguments.put("action", words[0].equals("!stop") ? "kill" : "poll").put("sessionId", words[1]);
        } else if (words[0].equals("!poll")) {
            arguments.put("action", "list");
        } else {
            return "Which one? !poll lists what runs in the background; !stop ID ends it.";
        }
        return told(call, "process", Json.write(arguments));
    }

    private String told(CommandCall call, String tool, String arguments) throws InterruptedException {
        Agent agent = agents.get(call.session().agent());
        ToolRequest.Whose whose = new ToolRequest.Whose(call.session(), agent.id(), agent.workspace(), Asker.OWNER);
        Done done = errands.run(new Errand("order:" + call.id(), tool, arguments, whose, Errands.Consent.TELL, new CancelSource()));
        return done instanceof Done.Ran ran ? Excerpt.of(ran.result().content().stream().filter(Content.Text.class::isInstance)
                        .map(part -> ((Content.Text) part).text()).collect(Collectors.joining("\n")), LONGEST)
                : "Not run: " + ((Done.NeedsConsent) done).why() + " (tools.exec.ask). Ask me for it in words, and I ask you for leave.";
    }
}
