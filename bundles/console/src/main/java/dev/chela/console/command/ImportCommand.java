package dev.chela.console.command;

import dev.chela.core.migration.OpenClawImport;
import dev.chela.core.migration.Report;
import dev.chela.core.schedule.Schedule;
import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.FileCompleter;

@Service
@Command(scope = "chela", name = "import", description = "Brings over configuration, workspaces, sessions, pairings and cron jobs of an OpenClaw."
        + " Its files are only read. Later imports bring what is new since.")
public final class ImportCommand extends HouseCommand {
    @Argument(index = 0, name = "directory", description = "Its state directory; ~/.openclaw when not said")
    @Completion(FileCompleter.class)
    private String directory = "";

    @Option(name = "--dry-run", description = "Only say what would be done.")
    private boolean dryRun;

    @Reference
    private OpenClawImport openClaw;

    @Reference
    private Schedule schedule;

    @Override
    void run(PrintStream out) {
        Report report = dryRun ? openClaw.rehearse(directory) : openClaw.run(directory);
        // Whoever asks for jobs makes the schedule look whether there are new ones.
        schedule.status();
        Table counts = new Table("There was nothing in " + report.source() + ".", "From " + report.source(), dryRun ? "Would come" : "Brought",
                "There", "Left");
        report.counts().forEach(count -> counts.row(count.kind(), count.brought(), count.there(), count.left()));
        print(counts, out);
        if (!report.left().isEmpty()) {
            Table left = new Table("", "Left", "What", "Why");
            report.left().forEach(one -> left.row(one.kind(), one.what(), one.why()));
            print(left, out);
        }
        report.notes().forEach(note -> out.println(Plain.line(note)));
        if (report.rehearsal()) {
            out.println("Nothing was written. To do it, leave out --dry-run");
        }
    }
}
