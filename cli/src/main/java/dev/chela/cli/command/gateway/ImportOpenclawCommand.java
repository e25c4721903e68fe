package dev.chela.cli.command.gateway;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.ask.Question;
import dev.chela.cli.ask.Table;
import dev.chela.cli.json.Json;
import dev.chela.cli.wire.Role;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "openclaw", description = "Bring over configuration, workspaces, sessions, pairings and cron jobs of an OpenClaw on the gateway's machine."
        + " Its files are only read. Later imports bring what is new since.")
final class ImportOpenclawCommand extends Question {
    @Parameters(index = "0", arity = "0..1", paramLabel = "DIR", description = "Its state directory; ~/.openclaw when not said.")
    private String directory;

    @Option(names = "--dry-run", description = "Only say what would be done.")
    private boolean dryRun;

    ImportOpenclawCommand(Console console) {
        super(console);
    }

    @Override
    protected Role role() {
        return Role.oneShot(Role.ADMIN);
    }

    /** Years of conversations take their time. */
    @Override
    protected Duration usualPatience() {
        return Duration.ofHours(2);
    }

    @Override
    protected Json ask(Caller caller) {
        return caller.call("import.openclaw", Json.object("dir", directory == null ? null : absolute(directory), "dryRun", dryRun));
    }

    /** What is relative here is not where the gateway runs. */
    private static String absolute(String directory) {
        return directory.startsWith("~") ? directory : Path.of(directory).toAbsolutePath().normalize().toString();
    }

    @Override
    protected String words(Json answer) {
        boolean rehearsal = answer.get("dryRun").isTrue();
        Table counts = new Table(console(), "FROM " + answer.get("dir").text(), rehearsal ? "WOULD COME" : "BROUGHT", "THERE", "LEFT");
        for (Json count : answer.get("counts").items()) {
            counts.row(count.get("kind").text(), count.get("brought").text(), count.get("there").text(), count.get("left").text());
        }
        StringBuilder text = new StringBuilder(counts.or("There was nothing in " + answer.get("dir").text() + "."));
        left(answer, text);
        answer.get("notes").items().forEach(note -> text.append("\n").append(note.text()));
        return rehearsal ? text + "\nNothing was written. To do it, leave out --dry-run" : text.toString();
    }

    private void left(Json answer, StringBuilder text) {
        Table left = new Table(console(), "LEFT", "WHAT", "WHY");
        answer.get("left").items().forEach(one -> left.row(one.get("kind").text(), one.get("what").text(), one.get("why").text()));
        text.append(answer.get("left").items().isEmpty() ? "" : "\n\n" + left).append("\n");
        answer.get("more").number().filter(more -> more > 0).ifPresent(more -> text.append("\nand ").append(more).append(" more, in the report"));
    }
}
