package dev.chela.console.command;

import dev.chela.api.fault.Permanent;
import dev.chela.api.task.Clock;
import dev.chela.core.plugin.Generation;
import dev.chela.core.plugin.ParcelOutlooks;
import dev.chela.core.plugin.Plugins.Burden;
import dev.chela.core.plugin.Plugins.Mode;
import dev.chela.core.plugin.Plugins;
import dev.chela.core.plugin.Source;
import dev.chela.core.plugin.Sources;
import dev.chela.core.plugin.Trust;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.jspecify.annotations.Nullable;

@Service
@Command(scope = "chela", name = "plugins", description = "Lists the plugins of deploy/, and those that were refused, with the reason; installs and upgrades them; tells what one was before, and goes back to it; what holds it, and what a file would do.")
public final class PluginsCommand extends HouseCommand {
    @Argument(index = 0, name = "what", description = "list, install, upgrade, top, why, history, rollback, verify or trust")
    @Completion(value = StringsCompleter.class, values = {"list", "install", "upgrade", "top", "why", "history", "rollback", "verify", "trust"})
    private String what = "list";

    @Argument(index = 1, name = "id", description = "Which plugin, as the list shows it; for install, upgrade and verify a jar: its absolute path, its address, or mvn:GROUP:ARTIFACT:VERSION, or the path of a .kar or a feature file; for trust the word add or remove, or nothing")
    @Completion(PluginNames.class)
    private @Nullable String id;

    @Argument(index = 2, name = "sha256", description = "To which generation, by the beginning of its SHA-256, to the one before when not said; of a jar from elsewhere what it must be; of trust the file with the key to add, or the fingerprint of the one to remove")
    private String sha256 = "";

    @Reference
    private Plugins plugins;

    @Reference
    private ParcelOutlooks parcels;

    @Reference
    private Sources sources;

    @Reference
    private Trust trust;

    @Reference
    private Clock clock;

    @Override
    void run(PrintStream out) {
        switch (what) {
            case "list" -> list(out);
            case "install" -> install(Mode.NEW, out);
            case "upgrade" -> install(Mode.UPDATE, out);
            case "top" -> top(out);
            case "history" -> history(named(), out);
            case "rollback" -> out.println(Plain.line(plugins.rollback(named(), sha256).generation() + " is in place."));
            case "why" -> new PluginWords(out, width()).print(plugins.ties(named()));
            case "verify" -> verify(new PluginWords(out, width()));
            case "trust" -> trust(out);
            default -> throw new Permanent("'" + what + "' is none of list, install, upgrade, top, why, history, rollback, verify, trust");
        }
    }

    private String named() {
        if (id == null) {
            throw new Permanent("say which plugin; chela:plugins lists them");
        }
        return id;
    }

    private void install(Mode mode, PrintStream out) {
        Source from = jar();
        List<Generation> placed = Plugins.parcel(from).map(parcel -> plugins.bring(parcel, mode))
                .orElseGet(() -> List.of(sources.with(from, file -> plugins.install(file, mode, from)).generation()));
        placed.forEach(plugin -> out.println(Plain.line(plugin + " is in place.")));
    }

    private void verify(PluginWords words) {
        Source from = jar();
        Plugins.parcel(from).map(parcels::verify).ifPresentOrElse(words::print, () -> words.print(sources.with(from, plugins::verify)));
    }

    private Source jar() {
        if (id == null) {
            throw new Permanent("say which jar: its absolute path, its address, or mvn:GROUP:ARTIFACT:VERSION");
        }
        return Source.of(id, Optional.of(sha256).filter(said -> !said.isEmpty()));
    }

    private void trust(PrintStream out) {
        switch (id == null ? "" : id) {
            case "" -> new PluginWords(out, width()).print(trust, plugins.list());
            case "add" -> trust.add(Source.path(sha256)).forEach(key -> out.println(Plain.line(key.signer() + " is trusted now.")));
            case "remove" -> out.println(Plain.line(trust.remove(sha256).signer() + " is trusted no more."));
            default -> throw new Permanent("'" + id + "' is neither add nor remove");
        }
    }

    private void history(String plugin, PrintStream out) {
        Table table = new Table("No earlier generation of " + plugin + " is kept.", "Version", "Build", "Since", "Until");
        plugins.history(plugin).forEach(past -> table.row(past.generation().version(), past.generation().sha256().substring(0, 12), past.since(), past.until()));
        print(table, out);
    }

    private void top(PrintStream out) {
        Table table = new Table("No plugin offers anything that is called.", "Plugin", "Version", "Calls", "Now", "Faults", "Inside", "Processor", "Allocated", "Sent", "Received", "Tokens", "Threads", "Earlier", "Rests until, runs");
        List<Burden> all = plugins.burdens().stream().filter(burden -> id == null || burden.guest().plugin().equals(id)).toList();
        all.forEach(burden -> table.row(burden.guest().plugin(), burden.guest().version(), burden.calls().all(), burden.calls().running(),
                burden.calls().faults(), Plain.time(burden.calls().effort().inside()), burden.calls().effort().processor().toMillis() + " ms",
                Plain.bytes(burden.calls().effort().allocated()), Plain.bytes(burden.calls().traffic().sent()),
                Plain.bytes(burden.calls().traffic().received()), burden.calls().traffic().tokens(), burden.held().threads(), burden.held().earlier(),
                (burden.rests().map(String::valueOf).orElse("") + " " + burden.elsewhere()).strip()));
        print(table, out);
        if (id != null) {
            all.stream().flatMap(burden -> burden.mishaps().stream()).forEach(mishap -> {
                out.println(Plain.line(mishap.at() + "  " + mishap.guest() + ", " + mishap.what() + ": " + mishap.fault()));
                mishap.stack().forEach(line -> out.println(Plain.line("    " + line)));
            });
        }
    }

    private void list(PrintStream out) {
        if (!plugins.list().isEmpty() || plugins.refused().isEmpty()) {
            Table table = new Table("deploy/ holds no plugin. Copy a jar there, and it is live within a second.",
                    "Plugin", "Version", "Build", "Bundle", "Running", "Faults", "Brings");
            plugins.list().forEach(plugin -> table.row(plugin.generation().id(), plugin.generation().version(),
                    plugin.generation().sha256().substring(0, 8), plugin.bundle(),
                    Plain.time(Duration.between(plugin.since(), clock.now())), plugin.faults(),
                    String.join(", ", plugin.provides())));
            print(table, out);
        }
        plugins.list().stream().filter(plugin -> !plugin.elsewhere().isEmpty())
                .forEach(plugin -> out.println(Plain.line(plugin.file() + " runs " + plugin.elsewhere())));
        plugins.list().stream().filter(plugin -> !plugin.works())
                .forEach(plugin -> out.println(Plain.line(plugin.file() + " does not work: " + plugin.problem())));
        plugins.builtin().stream().filter(plugin -> !plugin.problem().isEmpty())
                .forEach(plugin -> out.println(Plain.line(plugin.id() + " of the boot set does not work: " + plugin.problem())));
        plugins.disabled().forEach(disabled -> out.println(Plain.line(disabled.generation() + " is disabled: its jar lies in deploy/ as "
                + disabled.file() + ".disabled")));
        plugins.returned().forEach(back -> out.println(Plain.line(back.file() + " is " + back.now() + " again: of " + back.failed() + " " + back.why())));
        plugins.refused().forEach(refused -> out.println(Plain.line(refused.file() + " was refused: " + refused.reason())));
    }
}
