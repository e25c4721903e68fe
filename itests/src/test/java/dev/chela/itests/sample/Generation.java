package dev.chela.itests.sample;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What tells two builds of a plugin apart. */
public final class Generation {
    /** Where it lies in the jar. */
    public static final String ENTRY = "generation";

    private Generation() {}

    static String name() {
        try (InputStream in = Generation.class.getResourceAsStream("/" + ENTRY)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
