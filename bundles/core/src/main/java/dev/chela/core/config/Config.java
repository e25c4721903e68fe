package dev.chela.core.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.task.Cancellation.Registration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The configuration in force. Bundles outside the core register an {@code api.config.ConfigSection} instead of calling this. */
public interface Config {
    /**
     * Claims a part of the file for as long as the registration behind {@link Live} is open. Values that do not fit are an issue, and
     * the last good ones or the defaults are in force; so the record must be constructible with nothing but nulls, zeros and falses.
     * Several rooms may claim the same path, or one inside the other's: a key is known when one of them has a component for it.
     *
     * @param path dotted; empty for the whole file
     */
    <T extends Record> Live<T> section(String path, Class<T> type);

    /**
     * Names the keys that may stand in a part of the file that no record describes, as a plugin's own schema has them: any other is an
     * issue. Where several speak of one place, a key is known when one of them knows it.
     *
     * @param place dotted, {@code *} for any one key
     * @param like where OpenClaw's own keys for this place are listed; they are a warning
     * @return takes it back
     */
    Registration vocabulary(String place, String like, Set<String> keys);

    Snapshot current();

    /** The values of one section, always the ones in force. */
    interface Live<T> extends Registration {
        T get();

        /** Called after each accepted change of this section, on the thread that reloads. */
        void onChange(Consumer<? super T> listener);
    }

    /**
     * @param raw the file's text; empty when there is no file
     * @param written what the file and its includes say, before variables; secrets replaced by {@code __OPENCLAW_REDACTED__}
     * @param tree the values in force after substitution, secrets replaced likewise
     * @param included the files that it includes
     * @param valid whether the file as it lies on disk is the one in force
     * @param hash changes with every change of the file
     */
    record Snapshot(String path, boolean exists, String raw, JsonNode written, JsonNode tree, boolean valid, String hash,
            List<Issue> issues, List<Issue> warnings, List<String> included) {}

    /** @param line from 1; 0 when unknown */
    record Issue(String path, String message, int line) {}
}
