package dev.chela.core.plugin.internal;

import dev.chela.api.command.Command;
import dev.chela.api.command.CommandCall;
import dev.chela.api.fault.Denied;
import dev.chela.core.command.OwnerOnly;
import dev.chela.core.config.Config;
import dev.chela.core.plugin.Generation;
import dev.chela.core.plugin.Plugins;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** {@code /plugins}: what was added, and by a word each: put aside, taken up again, the version before. */
@Component(service = Command.class)
public final class PluginsOrder implements Command {
    private static final String HOW = "Use /plugins list, /plugins enable ID, /plugins disable ID or /plugins rollback ID.";

    private final Plugins plugins;
    private final Config.Live<PluginsOrderConfig> settings;

    @Activate
    public PluginsOrder(@Reference Plugins plugins, @Reference Config config) {
        this.plugins = plugins;
        this.settings = config.section("commands", PluginsOrderConfig.class);
    }

    @Deactivate
    public void close() {
        settings.close();
    }

    @Override
    public CommandInfo info() {
        return new CommandInfo("plugins", List.of(), "Shows plugins, or looks after one: /plugins list|enable|disable|rollback (owner, with commands.plugins)", true);
    }

    @Override
    public String run(CommandCall call) {
        OwnerOnly.check(call);
        if (!settings.get().plugins()) {
            throw new Denied("plugins are not looked after by messages; commands.plugins allows it");
        }
        String[] words = call.args().split("\\s+");
        String verb = words[0].toLowerCase(Locale.ROOT);
        if (verb.isEmpty() || verb.equals("list")) {
            return list();
        }
        return words.length == 2 ? done(verb, words[1]) : HOW;
    }

    private String done(String verb, String id) {
        return switch (verb) {
            case "enable" -> works(plugins.enable(id));
            case "disable" -> named(plugins.disable(id).generation()) + " is put aside.";
            case "rollback" -> works(plugins.rollback(id, ""));
            default -> HOW;
        };
    }

    private static String works(Plugins.Installed plugin) {
        return named(plugin.generation()) + (plugin.works() ? " works." : ": " + plugin.problem());
    }

    private String list() {
        List<String> lines = new ArrayList<>();
        plugins.list().forEach(plugin -> lines.add(named(plugin.generation()) + ": " + (plugin.works() ? String.join(", ", plugin.provides()) : plugin.problem())));
        plugins.disabled().forEach(plugin -> lines.add(named(plugin.generation()) + ": put aside"));
        plugins.refused().forEach(file -> lines.add(file.file() + ": refused, " + file.reason()));
        return lines.isEmpty() ? "No plugins were added. Put a jar into deploy/, or say `chela plugins install JAR`." : String.join("\n", lines);
    }

    private static String named(Generation generation) {
        return generation.id() + " " + generation.version();
    }
}
