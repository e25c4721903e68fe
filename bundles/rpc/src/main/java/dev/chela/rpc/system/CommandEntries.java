package dev.chela.rpc.system;

import dev.chela.api.command.Command.CommandInfo;
import dev.chela.core.agent.Agent;
import dev.chela.core.command.Commands;
import dev.chela.core.skill.Skills;
import dev.chela.core.skill.Skills.Slash;
import dev.chela.core.text.Excerpt;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a person can begin a message with, as clients list it: commands of the house and of plugins, and an agent's skills. */
public final class CommandEntries {
    private CommandEntries() {}

    /** @param skillModelVisible whether the model knows of the skill by itself */
    public record Entry(
            String name, List<String> textAliases, String description, String source, String scope, boolean acceptsArgs,
            Optional<String> skillDisplayName, Optional<Boolean> skillModelVisible) {}

    public static List<Entry> of(Commands commands, Skills skills, Agent agent) {
        List<CommandInfo> orders = commands.list();
        Set<String> taken = orders.stream().flatMap(CommandEntries::words).collect(Collectors.toSet());
        return Stream.concat(orders.stream().map(CommandEntries::order),
                skills.slashes(agent).stream().map(slash -> skill(slash, taken))).toList();
    }

    private static Stream<String> words(CommandInfo info) {
        return Stream.concat(Stream.of(info.name()), info.aliases().stream());
    }

    private static Entry order(CommandInfo info) {
        List<String> aliases = words(info).map(name -> "/" + name).toList();
        return new Entry(info.name(), aliases, info.description(), "native", "text", info.acceptsArgs(), Optional.empty(), Optional.empty());
    }

    /** A command's word stays the command's: the skill then has the next one. */
    private static Entry skill(Slash slash, Set<String> taken) {
        String name = taken.contains(slash.name()) ? slash.name() + "_2" : slash.name();
        return new Entry(name, List.of("/" + name), Excerpt.of(slash.skill().description(), 100), "skill", "text", true,
                Optional.of(slash.skill().name()), Optional.of(slash.skill().use().byModel()));
    }
}
