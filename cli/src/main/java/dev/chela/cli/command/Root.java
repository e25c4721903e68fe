package dev.chela.cli.command;

import dev.chela.cli.Console;
import dev.chela.cli.Failure;
import dev.chela.cli.LineFlow;
import dev.chela.cli.ask.Group;
import dev.chela.cli.ask.Version;
import dev.chela.cli.command.agents.AgentsCommands;
import dev.chela.cli.command.agents.RouteCommand;
import dev.chela.cli.command.agents.ToolsCommands;
import dev.chela.cli.command.approvals.ApprovalsCommands;
import dev.chela.cli.command.channels.ChannelsCommands;
import dev.chela.cli.command.config.ConfigCommands;
import dev.chela.cli.command.cron.CronCommands;
import dev.chela.cli.command.cron.SystemCommands;
import dev.chela.cli.command.deliveries.DeliveriesCommands;
import dev.chela.cli.command.dev.DevCommands;
import dev.chela.cli.command.devices.DevicesCommands;
import dev.chela.cli.command.gateway.CallCommand;
import dev.chela.cli.command.gateway.ConsoleCommand;
import dev.chela.cli.command.gateway.DoctorCommand;
import dev.chela.cli.command.gateway.GatewayCommands;
import dev.chela.cli.command.gateway.HealthCommand;
import dev.chela.cli.command.gateway.ImportCommands;
import dev.chela.cli.command.gateway.LogsCommand;
import dev.chela.cli.command.gateway.StatusCommand;
import dev.chela.cli.command.hooks.HooksCommands;
import dev.chela.cli.command.memory.MemoryCommands;
import dev.chela.cli.command.models.ModelsCommands;
import dev.chela.cli.command.pairing.PairingCommands;
import dev.chela.cli.command.plugins.PluginsCommands;
import dev.chela.cli.command.sessions.SessionsCommands;
import dev.chela.cli.command.skills.SkillsCommands;
import dev.chela.cli.command.talk.AgentCommand;
import dev.chela.cli.command.talk.ChatCommand;
import dev.chela.cli.command.webhooks.WebhooksCommands;
import dev.chela.cli.json.Json;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The first word decides. Only the command that was asked for is built: describing all of them costs more time than running one. */
@Command(
        name = "chela",
        description = "Talk to a Chela gateway.",
        synopsisSubcommandLabel = "COMMAND")
public final class Root implements Runnable {
    private static final Map<String, Function<Console, CommandLine>> COMMANDS = commands();
    private static final Set<String> HELP = Set.of("-h", "--help", "-V", "--version");

    private final CommandLine line;
    private final Console console;

    private Root(Console console) {
        this.console = console;
        this.line = new CommandLine(this);
    }

    private static Map<String, Function<Console, CommandLine>> commands() {
        Map<String, Function<Console, CommandLine>> commands = new LinkedHashMap<>();
        commands.put("status", console -> new CommandLine(new StatusCommand(console)));
        commands.put("health", console -> new CommandLine(new HealthCommand(console)));
        commands.put("chat", console -> new CommandLine(new ChatCommand(console)));
        commands.put("agent", console -> new CommandLine(new AgentCommand(console)));
        commands.put("call", console -> new CommandLine(new CallCommand(console)));
        commands.put("console", ConsoleCommand::line);
        commands.put("system", SystemCommands::of);
        commands.put("logs", console -> new CommandLine(new LogsCommand(console)));
        commands.put("doctor", console -> new CommandLine(new DoctorCommand(console)));
        commands.put("sessions", SessionsCommands::of);
        commands.put("models", ModelsCommands::of);
        commands.put("tools", ToolsCommands::of);
        commands.put("memory", MemoryCommands::of);
        commands.put("skills", SkillsCommands::of);
        commands.put("hooks", HooksCommands::of);
        commands.put("cron", CronCommands::of);
        commands.put("webhooks", WebhooksCommands::of);
        commands.put("deliveries", DeliveriesCommands::of);
        commands.put("plugins", PluginsCommands::of);
        commands.put("agents", AgentsCommands::of);
        commands.put("devices", DevicesCommands::of);
        commands.put("dev", DevCommands::of);
        commands.put("pairing", PairingCommands::of);
        commands.put("approvals", ApprovalsCommands::of);
        commands.put("route", console -> new CommandLine(new RouteCommand(console)));
        commands.put("import", ImportCommands::of);
        commands.put("channels", ChannelsCommands::of);
        commands.put("config", ConfigCommands::of);
        // run, start, stop and restart belong to the launcher, which starts processes.
        commands.put("gateway", GatewayCommands::of);
        return commands;
    }

    /** Runs one command line and answers with its exit code; nothing is thrown past it. */
    public static int run(Console console, String... words) {
        return new Root(console).execute(words);
    }

    private int execute(String... words) {
        boolean json = Arrays.asList(words).contains("--json");
        for (String name : wanted(words)) {
            line.addSubcommand(name, COMMANDS.get(name).apply(console));
        }
        help(line);
        line.getCommandSpec().version("chela " + Version.TEXT);
        line.setOut(new PrintWriter(console.out(), true));
        line.setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF));
        line.setParameterExceptionHandler((fault, args) -> report(Failure.usage(usage(fault)), json));
        line.setExecutionExceptionHandler((fault, command, result) -> report(failure(fault), json));
        return line.execute(completed(words));
    }

    /** Of a word with a single second word that one is meant, of others the list. */
    private String[] completed(String... words) {
        CommandLine first = words.length == 0 ? null : line.getSubcommands().get(words[0]);
        boolean alone = words.length == 1 || words.length > 1 && words[1].startsWith("-") && !HELP.contains(words[1]);
        if (first == null || !alone || !(first.getCommand() instanceof Group)) {
            return words;
        }
        Set<String> seconds = first.getSubcommands().keySet();
        if (seconds.size() > 1 && !seconds.contains("list")) {
            return words;
        }
        List<String> all = new ArrayList<>(Arrays.asList(words));
        all.add(1, seconds.contains("list") ? "list" : seconds.iterator().next());
        return all.toArray(String[]::new);
    }

    private static void help(CommandLine command) {
        command.getCommandSpec().mixinStandardHelpOptions(true);
        command.getSubcommands().values().forEach(Root::help);
    }

    private static Iterable<String> wanted(String... words) {
        return words.length > 0 && COMMANDS.containsKey(words[0]) ? Arrays.asList(words[0]) : COMMANDS.keySet();
    }

    private static String usage(ParameterException fault) {
        String name = fault.getCommandLine().getCommandSpec().qualifiedName(" ");
        if (fault instanceof UnmatchedArgumentException unmatched && name.equals("chela") && !unmatched.isUnknownOption()) {
            return unknown(unmatched.getUnmatched().get(0), unmatched.getSuggestions());
        }
        return fault.getMessage() + (fault.getMessage().endsWith(".") ? " " : ". ") + "See: " + name + " --help";
    }

    /** What is proposed begins alike: without that the library finds a likeness everywhere. */
    private static String unknown(String word, List<String> similar) {
        return "There is no command \"" + word + "\". "
                + similar.stream().filter(name -> name.charAt(0) == word.charAt(0)).findFirst()
                        .map(name -> "Did you mean " + name + "? ").orElse("")
                + "See: chela --help";
    }

    private static Failure failure(Exception fault) {
        return fault instanceof Failure failure ? failure : Failure.of("A fault of this program, not yours: " + fault);
    }

    private int report(Failure failure, boolean json) {
        if (json) {
            Json error = Json.object("type", failure.type(), "message", failure.getMessage());
            console.out().println(Json.object("ok", false, "error", error));
        } else {
            console.err().println(String.join("\n", LineFlow.fold("error: " + failure.getMessage(), console.columns(), String::length)));
        }
        return failure.exitCode();
    }

    @Override
    public void run() {
        line.usage(line.getOut());
    }
}
