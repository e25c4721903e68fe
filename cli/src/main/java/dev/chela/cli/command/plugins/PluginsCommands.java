package dev.chela.cli.command.plugins;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Group;
import picocli.CommandLine;

/** The word {@code plugins} of the command line. */
public final class PluginsCommands {
    private PluginsCommands() {}

    public static CommandLine of(Console console) {
        return Group.of("What was added.",
                new PluginsListCommand(console),
                new PluginsInfoCommand(console),
                new PluginsInstallCommand(console),
                new PluginsUpgradeCommand(console),
                new PluginsVerifyCommand(console),
                new PluginsLockCommand(console),
                new PluginsWhyCommand(console),
                new PluginsEnableCommand(console),
                new PluginsDisableCommand(console),
                new PluginsUninstallCommand(console),
                new PluginsTopCommand(console),
                new PluginsHistoryCommand(console),
                new PluginsRollbackCommand(console),
                new PluginsRefreshCommand(console),
                trust(console));
    }

    private static CommandLine trust(Console console) {
        return Group.of("Whose plugins run here.", new TrustListCommand(console), new TrustAddCommand(console), new TrustRemoveCommand(console))
                .setCommandName("trust");
    }
}
