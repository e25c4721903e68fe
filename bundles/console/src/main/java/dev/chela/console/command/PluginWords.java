package dev.chela.console.command;

import dev.chela.core.plugin.Generation;
import dev.chela.core.plugin.Outlook;
import dev.chela.core.plugin.ParcelOutlook;
import dev.chela.core.plugin.Plugins.Installed;
import dev.chela.core.plugin.Ties;
import dev.chela.core.plugin.Ties.Tie;
import dev.chela.core.plugin.Trust;
import java.io.PrintStream;
import java.util.List;

/** What holds a plugin, what would become of a file, and whose plugins run. */
final class PluginWords {
    private final PrintStream out;
    private final int width;

    PluginWords(PrintStream out, int width) {
        this.out = out;
        this.width = width;
    }

    void print(Ties ties) {
        line(ties.id() + " " + ties.version() + (ties.problem().isEmpty() ? " works." : " does not work: " + ties.problem()));
        ties.signature().ifPresent(signature -> line("It is " + signature.words() + "."));
        list("Wants: ", ties.wants());
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
        facts(outlook);
        line(verdict(outlook.file(), outlook.problem(), outlook.swap().steps().isEmpty()));
    }

    /** Each plugin that it names stands for itself. */
    void print(ParcelOutlook outlook) {
        outlook.contains().forEach(plugin -> {
            facts(plugin);
            out.println();
        });
        list("Puts aside: ", outlook.aside().stream().map(Generation::toString).toList());
        list("Withdraws: ", outlook.withdraws().stream().map(Generation::toString).toList());
        line(verdict(outlook.file(), outlook.problem(), outlook.changesNothing()));
    }

    private void facts(Outlook outlook) {
        outlook.after().ifPresent(after -> line(after.toString()));
        line("It is " + outlook.signature().words() + ".");
        list("Brings: ", outlook.build().provides());
        list("Wants: ", outlook.build().wants());
        if (!outlook.build().elsewhere().isEmpty()) {
            line("It would run " + outlook.build().elsewhere() + ".");
        }
        list("Built against: ", outlook.build().api().stream()
                .map(api -> api.name() + " " + api.wanted() + " (here " + (api.here().isEmpty() ? "none" : api.here()) + ")").toList());
        outlook.before().ifPresent(before -> line("In the place of: " + before));
        list("Steps: ", outlook.swap().steps());
        list("Refreshes: ", outlook.swap().refreshed().stream().map(tie -> tie.what() + ": " + tie.with()).toList());
        list("Pauses: ", outlook.swap().pauses());
    }

    void print(Trust trust, List<Installed> plugins) {
        Trust.Keys keys = trust.keys();
        Table table = new Table("No key is trusted.", "Key (SHA-256)", "Name", "File");
        keys.keys().forEach(key -> table.row(key.signer().fingerprint(), key.signer().name(), key.file()));
        table.print(out, width);
        line("Policy: " + trust.policy().word() + " (plugins.trust.policy)");
        plugins.stream().filter(plugin -> !plugin.signature().trusted()).forEach(plugin -> line(plugin.file() + " is " + plugin.signature().words()));
        keys.problems().forEach(problem -> line("trust/: " + problem));
    }

    private static String verdict(String file, String problem, boolean there) {
        if (!problem.isEmpty()) {
            return file + " would be refused: " + problem;
        }
        return there ? "It is what is in place already."
                : "Nothing speaks against it. Whether it starts well is seen when it is started; if not, it is taken back.";
    }

    private void list(String what, List<String> items) {
        if (!items.isEmpty()) {
            line(what + String.join(", ", items));
        }
    }

    private void line(String text) {
        out.println(Plain.line(text));
    }
}
