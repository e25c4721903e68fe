package dev.chela.core.annex;

import dev.chela.api.fault.Permanent;
import dev.chela.api.tool.Tool;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.osgi.framework.Bundle;

/** A house with one lane. */
public final class NoAnnex implements Annex {
    private static final String NONE = "this house has one lane";

    @Override
    public Optional<Lane> named(String plugin) {
        return Optional.empty();
    }

    @Override
    public Lane usual() {
        return Lane.HOUSE;
    }

    @Override
    public Optional<String> wallTrouble() {
        return Optional.of(NONE);
    }

    @Override
    public void check(Path jar) {
        throw new Permanent(NONE);
    }

    @Override
    public List<String> openings(Path jar) {
        return List.of();
    }

    @Override
    public byte[] front(Path jar) {
        throw new Permanent(NONE);
    }

    @Override
    public Stay open(Bundle front, Consumer<List<Tool<?>>> shelf) {
        throw new Permanent(NONE);
    }

    @Override
    public Optional<Fare> fare(Bundle front) {
        return Optional.empty();
    }
}
