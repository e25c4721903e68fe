package dev.chela.core.plugin;

import java.util.Optional;

/** A plugin was installed (nothing before), upgraded, or withdrawn (nothing after). */
public record PluginChanged(String file, Optional<Generation> before, Optional<Generation> after) {}
