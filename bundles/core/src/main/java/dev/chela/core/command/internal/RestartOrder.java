package dev.chela.core.command.internal;

import dev.chela.api.command.Command;
import dev.chela.api.command.CommandCall;
import dev.chela.api.fault.Denied;
import dev.chela.api.fault.Permanent;
import dev.chela.core.command.Afterwards;
import dev.chela.core.command.OwnerOnly;
import dev.chela.core.config.Config;
import dev.chela.core.task.Exit;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** {@code /restart}: ends the gateway so that whoever looks after its process starts it again. */
@Component(service = Command.class)
public final class RestartOrder implements Afterwards {
    /** Known to {@code daemon.sh}: starting again is wanted, and at once. */
    private static final int AGAIN = 75;

    private final Config.Live<CommandsConfig> settings;
    private final boolean supervised;
    private final Runnable leave;

    @Activate
    public RestartOrder(BundleContext framework, @Reference Config config) {
        this(config, Boolean.parseBoolean(framework.getProperty("chela.supervised")), () -> Exit.with(AGAIN));
    }

    RestartOrder(Config config, boolean supervised, Runnable leave) {
        this.settings = config.section("commands", CommandsConfig.class);
        this.supervised = supervised;
        this.leave = leave;
    }

    @Deactivate
    public void close() {
        settings.close();
    }

    @Override
    public CommandInfo info() {
        return new CommandInfo("restart", List.of(), "Restarts the gateway when it runs in the background (owner)", false);
    }

    @Override
    public String run(CommandCall call) {
        OwnerOnly.check(call);
        if (!settings.get().mayRestart()) {
            throw new Denied("the gateway is not restarted by messages: commands.restart is false");
        }
        if (!supervised) {
            throw new Permanent("nobody would start me again: I run in a terminal. There, end me with Ctrl-C and start me anew;"
                    + " `chela gateway start` runs me in the background");
        }
        return "Restarting. What goes on is taken up again; I am back in a few seconds.";
    }

    @Override
    public void answered() {
        leave.run();
    }
}
