package dev.chela.core;

import dev.chela.core.home.Home;
import java.nio.file.Path;

/** A home of which nothing is on disk. */
public final class Nowhere implements Home {
    @Override
    public Path root() {
        return Path.of("/nowhere-at-all");
    }

    @Override
    public Path directory(String relative) {
        throw new UnsupportedOperationException(relative);
    }
}
