package dev.chela.api.config;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * One part of {@code chela.json5}. Register it as a service: the host reads the values at {@link #path()}, checks them against
 * the record (unknown keys, types, {@link Range}, the record's own constructor), and calls {@link #apply} before it returns from
 * binding the service, and again after each accepted change. While the section's bundle is away its values are kept unread.
 *
 * <p>A component of the record that is absent from the file is given as {@code null} (or zero, or false); the record's compact
 * constructor puts the default in its place. Nested records, lists, maps with string keys, enums (lower-case names, {@code _} written {@code -}), durations
 * ("30s", "5m", milliseconds as a number) and {@link Secret} are understood.
 */
@ConsumerType
public interface ConfigSection<T extends Record> {
    /** Dotted, without wildcards: {@code gateway}, {@code tools.exec}. A section may lie within another, which then does not see its values. */
    String path();

    Class<T> type();

    /** Takes the values into force. Called by one thread at a time; must not block. */
    void apply(T values);
}
