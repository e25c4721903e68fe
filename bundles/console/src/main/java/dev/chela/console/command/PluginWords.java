package dev.chela.console.command;

import dev.chela.core.plugin.Outlook;
import dev.chela.core.plugin.Ties;
import dev.chela.core.plugin.Ties.Tie;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;

/** What holds a plugin, and what would become of a jar. */
final class PluginWords {
    private final PrintStream out;
    private final int width;

    PluginWords(PrintStream out, int width) {
        this.out = out;
        this.width = width;
    }

    void print(Ties ties) {
        line(ties.id() + " " + ties.version() + (ties.problem().isEmpty() ? " works." : " does not work: " + ties.problem()));
        table("Wired to", "Of", ties.wires());
        table("Uses the service", "Of", ties.uses());
        table("Offers the service", "In the hands of", ties.offers());
        table("An exchange refreshes", "Because", ties.refreshed());
    }

    private void table(String what, String with, List<Tie> ties) {
        if (!ties.isEmpty()) {
            out.println();
            Table table = new Table("", what, with);
            ties.forEach(tie -> table.row(tie.what(), tie.with().isEmpty() ? "nobody" : tie.with()));
            table.print(out, width);
        }
    }

    void print(Outlook outlook) {
        outlook.after().ifPresent(after -> line(after.toString()));
        list("Brings: ", outlook.build().provides());
        list("Built against: ", outlook.build().api().stream()
                .map(api -> api.name() + " " + api.wanted() + " (here " + (api.here().isEmpty() ? "none" : api.here()) + ")").toList());
        outlook.before().ifPresent(before -> line("In the place of: " + before));
        list("Steps: ", outlook.swap().steps());
        list("Refreshes: ", outlook.swap().refreshed().stream().map(tie -> tie.what() + ": " + tie.with()).toList());
        list("Pauses: ", outlook.swap().pauses());
        line(verdict(outlook));
    }

    private static String verdict(Outlook outlook) {
        if (!outlook.problem().isEmpty()) {
            return outlook.file() + " would be refused: " + outlook.problem();
        }
        return outlook.swap().steps().isEmpty() ? "It is what is in place already."
                : "Nothing speaks against it. Whether it starts well is seen when it is started; if not, it is taken back.";
    }

    private void list(String what, List<String> items) {
        if (!items.isEmpty()) {
            line(what + items.stream().collect(Collectors.joining(", ")));
        }
    }

    private void line(String text) {
        out.println(Plain.line(text));
    }
}
