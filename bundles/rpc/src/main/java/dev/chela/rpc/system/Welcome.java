package dev.chela.rpc.system;

import dev.chela.api.fault.Permanent;
import dev.chela.core.agent.Agents;
import dev.chela.core.home.Home;
import dev.chela.core.model.Models;
import dev.chela.core.task.Exit;
import dev.chela.gateway.DoorWatcher;
import dev.chela.gateway.LoginTickets;
import java.io.PrintStream;
import java.net.URI;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What a person who starts the gateway in a terminal reads there. Silent when the gateway runs in the background. */
@Component
public final class Welcome implements DoorWatcher {
    /** Tells the supervisor that trying again is of no use. */
    private static final int DO_NOT_RESTART = 78;

    private final LoginTickets tickets;
    private final Agents agents;
    private final Models models;
    private final Home home;
    private final boolean foreground;
    private final PrintStream out;

    @Activate
    public Welcome(
            BundleContext framework, @Reference LoginTickets tickets, @Reference Agents agents, @Reference Models models,
            @Reference Home home) {
        this(tickets, agents, models, home, Boolean.parseBoolean(framework.getProperty("chela.foreground")), System.out);
    }

    Welcome(LoginTickets tickets, Agents agents, Models models, Home home, boolean foreground, PrintStream out) {
        this.tickets = tickets;
        this.agents = agents;
        this.models = models;
        this.home = home;
        this.foreground = foreground;
        this.out = out;
    }

    @Override
    public void opened(URI address) {
        if (foreground) {
            out.print(text(address));
            out.flush();
        }
    }

    private String text(URI address) {
        String page = "http" + address.toString().substring("ws".length());
        return String.join("\n",
                "",
                "  Chela " + Version.CURRENT,
                "",
                "  WebChat   " + page + "/#ticket=" + tickets.issue(),
                "            (opens once, within ten minutes; later the page remembers you)",
                "  Model     " + model(),
                "  State     " + home.root(),
                "  Logs      " + home.root().resolve("logs"),
                "",
                "  Ctrl-C ends it.",
                "", "");
    }

    private String model() {
        String wanted = agents.primary().model();
        try {
            String model = models.resolve(wanted).toString();
            return model.startsWith("demo/")
                    ? model + ": a stand-in, no language model. Set ANTHROPIC_API_KEY or OPENAI_API_KEY and start again,\n"
                            + "            or name a model in " + home.config()
                    : model + " (change it with agents.defaults.model in " + home.config() + ")";
        } catch (Permanent unknown) {
            return "'" + wanted + "' cannot be used: " + unknown.getMessage();
        }
    }

    @Override
    public void refused(String why) {
        if (foreground) {
            System.err.println("chela: " + why);
            Exit.with(DO_NOT_RESTART);
        }
    }
}
