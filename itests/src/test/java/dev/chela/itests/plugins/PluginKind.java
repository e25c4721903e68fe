package dev.chela.itests.plugins;

import dev.chela.api.hook.Hook;
import dev.chela.api.tool.Tool;
import dev.chela.itests.house.Flaw;
import dev.chela.itests.house.SamplePlugin;
import dev.chela.itests.house.Samples;
import dev.chela.itests.sample.Keeper;
import dev.chela.itests.sample.Teller;
import dev.chela.itests.sample.Usher;
import java.util.Locale;
import java.util.Map;

/** A plugin that says which of its generations is asked. */
enum PluginKind {
    TOOL(new SamplePlugin(Teller.class, Tool.class, "chela.tool;name=tell", "dev.chela.api.tool")),
    CHANNEL(Samples.LETTER_BOX),
    MODEL(Samples.PARROT),
    SKILL(new SamplePlugin(Keeper.class, null, "chela.skill;name=lore", "dev.chela.api.tool")),
    HOOK(new SamplePlugin(Usher.class, Hook.class, "chela.hook", "dev.chela.api.hook,dev.chela.api.id"));

    private final SamplePlugin plugin;

    PluginKind(SamplePlugin plugin) {
        this.plugin = plugin;
    }

    String id() {
        return plugin.id();
    }

    String file() {
        return name().toLowerCase(Locale.ROOT) + ".jar";
    }

    byte[] jar(String version, Flaw flaw) {
        return plugin.jar(version, flaw, this == SKILL
                ? Map.of("skills/lore/SKILL.md", "---\nname: lore\ndescription: Lore of " + version + "\n---\nTell it.\n") : Map.of());
    }
}
