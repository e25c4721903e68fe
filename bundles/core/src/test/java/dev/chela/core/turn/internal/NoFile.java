package dev.chela.core.turn.internal;

import dev.chela.core.config.ConfigEditor;
import java.util.List;
import java.util.Optional;

/** For a house whose configuration is said by its test, and stands in no file. */
final class NoFile implements ConfigEditor {
    @Override
    public Outcome set(String raw, Optional<String> base) {
        return new Outcome.Refused("there is no configuration file", List.of());
    }

    @Override
    public Outcome patch(String raw, List<String> replacePaths, Optional<String> base) {
        return new Outcome.Refused("there is no configuration file", List.of());
    }
}
