package dev.chela.console.command;

import dev.chela.api.fault.Permanent;
import dev.chela.core.agent.Agent;
import dev.chela.core.agent.Agents;
import dev.chela.core.config.Config;
import dev.chela.core.home.Home;
import dev.chela.core.model.Models;
import dev.chela.core.plugin.Plugins;
import dev.chela.core.session.Runs;
import dev.chela.core.session.Sessions;
import dev.chela.core.tool.Tools;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.osgi.framework.BundleContext;

@Service
@Command(scope = "chela", name = "status", description = "Shows what the gateway is doing.")
public final class StatusCommand extends HouseCommand {
    @Reference
    private BundleContext bundle;

    @Reference
    private Home home;

    @Reference
    private Agents agents;

    @Reference
    private Models models;

    @Reference
    private Sessions sessions;

    @Reference
    private Runs runs;

    @Reference
    private Tools tools;

    @Reference
    private Plugins plugins;

    @Reference
    private Config config;

    @Override
    void run(PrintStream out) {
        Runtime memory = Runtime.getRuntime();
        fact(out, "Chela", bundle.getBundle().getVersion() + ", Java " + Runtime.version().feature() + ", process "
                + ProcessHandle.current().pid());
        fact(out, "Running for", Plain.time(Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime())));
        fact(out, "State", home.root());
        fact(out, "Configuration", configuration());
        fact(out, "Agent", agents.primary().id() + ", model " + model(agents.primary()));
        fact(out, "Sessions", sessions.count() + ", turns running: " + runs.all().size());
        fact(out, "Tools", tools.all().size());
        fact(out, "Plugins", plugins.list().size() + ", refused: " + plugins.refused().size());
        fact(out, "Heap", (memory.totalMemory() - memory.freeMemory() >> 20) + " of at most " + (memory.maxMemory() >> 20) + " MB");
    }

    private static void fact(PrintStream out, String name, Object value) {
        out.printf("%-14s %s%n", name, value);
    }

    private String configuration() {
        Config.Snapshot now = config.current();
        if (!now.exists()) {
            return "no " + now.path() + "; defaults";
        }
        String problems = now.issues().size() + " errors, " + now.warnings().size() + " warnings";
        return now.path() + (now.valid() ? "" : " is not in force") + (now.issues().size() + now.warnings().size() == 0
                ? "" : ": " + problems + "; see chela:config");
    }

    private String model(Agent agent) {
        try {
            return models.resolve(agent.model()).toString();
        } catch (Permanent unknown) {
            return agent.model() + ": " + unknown.getMessage();
        }
    }
}
