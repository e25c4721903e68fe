package dev.chela.cli.command;

import dev.chela.cli.Console;
import dev.chela.cli.Failure;
import dev.chela.cli.LineFlow;
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
        commands.put("system", console -> Group.of("What happens without anybody asking.",
                new SystemEventCommand(console), new SystemHeartbeatCommand(console)));
        commands.put("logs", console -> new CommandLine(new LogsCommand(console)));
        commands.put("doctor", console -> new CommandLine(new DoctorCommand(console)));
        commands.put("sessions", console -> Group.of("The conversations.",
                new SessionsListCommand(console), new SessionsCleanupCommand(console)));
        commands.put("models", console -> Group.of("What answers.",
                new ModelsListCommand(console), new ModelsStatusCommand(console), new ModelsSetCommand(console)));
        commands.put("tools", console -> Group.of("What agents may do.", new ToolsListCommand(console)));
        commands.put("memory", console -> Group.of("What an agent remembers.", new MemorySearchCommand(console),
                new MemoryStatusCommand(console), new MemoryIndexCommand(console)));
        commands.put("skills", console -> Group.of("What agents know how to do.",
                new SkillsListCommand(console), new SkillsInfoCommand(console), new SkillsCheckCommand(console),
                new SkillsInstallCommand(console)));
        commands.put("hooks", console -> Group.of("What looks at what happens.",
                new HooksListCommand(console), new HooksInfoCommand(console), new HooksCheckCommand(console),
                new HooksEnableCommand(console), new HooksDisableCommand(console)));
        commands.put("cron", console -> Group.of("What happens by itself.", new CronListCommand(console), new CronShowCommand(console), new CronAddCommand(console),
                new CronEditCommand(console), new CronRunCommand(console), new CronRunsCommand(console), new CronRmCommand(console),
                new CronEnableCommand(console), new CronDisableCommand(console), new CronStatusCommand(console)));
        commands.put("webhooks", console -> Group.of("Who is told of events.", new WebhooksListCommand(console), new WebhooksDeadCommand(console),
                new WebhooksReplayCommand(console), new WebhooksSkipCommand(console), new WebhooksTestCommand(console)));
        commands.put("deliveries", console -> Group.of("What did not arrive.", new DeliveriesListCommand(console), new DeliveriesResendCommand(console),
                new DeliveriesDismissCommand(console)));
        commands.put("plugins", console -> Group.of("What was added.", new PluginsListCommand(console), new PluginsInfoCommand(console),
                new PluginsInstallCommand(console), new PluginsUpgradeCommand(console), new PluginsVerifyCommand(console), new PluginsWhyCommand(console),
                new PluginsEnableCommand(console), new PluginsDisableCommand(console), new PluginsUninstallCommand(console),
                new PluginsTopCommand(console), new PluginsHistoryCommand(console), new PluginsRollbackCommand(console), new PluginsRefreshCommand(console)));
        commands.put("agents", console -> Group.of(
                "Who answers.", new AgentsListCommand(console), new AgentsAddCommand(console), new AgentsDeleteCommand(console),
                new AgentsSetIdentityCommand(console)));
        commands.put("devices", console -> Group.of(
                "What may connect.",
                new DevicesListCommand(console),
                new DevicesApproveCommand(console),
                new DevicesRejectCommand(console),
                new DevicesRemoveCommand(console),
                new DevicesRotateCommand(console),
                new DevicesRevokeCommand(console)));
        commands.put("pairing", console -> Group.of(
                "Who may write over channels.",
                new PairingListCommand(console),
                new PairingApproveCommand(console),
                new PairingRejectCommand(console),
                new PairingRemoveCommand(console)));
        commands.put("approvals", console -> Group.of("What runs without a person's word.", new ApprovalsListCommand(console),
                new ApprovalsAllowCommand(console), new ApprovalsForgetCommand(console)));
        commands.put("route", console -> new CommandLine(new RouteCommand(console)));
        commands.put("import", console -> Group.of("Bring over what another assistant has.", new ImportOpenclawCommand(console)));
        commands.put("channels", console -> Group.of("Where messages come from.", new ChannelsStatusCommand(console), new ChannelsAddCommand(console)));
        commands.put("config", console -> Group.of(
                "How the gateway is set up.",
                new ConfigGetCommand(console),
                new ConfigSetCommand(console),
                new ConfigUnsetCommand(console),
                new ConfigValidateCommand(console),
                new ConfigFileCommand(console),
                new ConfigSchemaCommand(console)));
        // run, start, stop and restart belong to the launcher, which starts processes.
        commands.put("gateway", console -> Group.of(
                "The gateway itself.",
                new GatewayStatusCommand(console),
                new HealthCommand(console),
                new GatewayProbeCommand(console),
                new CallCommand(console)));
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
