package dev.chela.cli.command.skills;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Group;
import picocli.CommandLine;

/** The word {@code skills} of the command line. */
public final class SkillsCommands {
    private SkillsCommands() {}

    public static CommandLine of(Console console) {
        return Group.of("What agents know how to do.",
                new SkillsListCommand(console),
                new SkillsInfoCommand(console),
                new SkillsCheckCommand(console),
                new SkillsInstallCommand(console));
    }
}
