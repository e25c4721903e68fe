package dev.chela.api.config;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * One part of {@code chela.json5}. Register it as a service: the host reads the values at {@link #path()}, checks them against
 * the record (unknown keys, types, {@link Range}, the record's own constructor), and calls {@link #apply} before it returns from
 * binding the service, and again after each accepted change. While the section's bundle is away its values are kept unread.
 *
 * <p>A component of the record that is absent from the file is given as {@code null} (or zero, or false); the record's compact
 * constructor puts the default in its place. Nested records, lists, maps with string keys, enums (lower-case names, {@code _}
 * written {@code -}), durations ("30s", "5m", milliseconds as a number) and {@link Secret} are understood. A record with a
 * {@code static R of(String)} may be written as that one text as well; a component named {@code default_} takes the key
 * {@code default}.
 *
 * <p>Several sections may share a path, or lie one within the other: each is given what its own record has components for, and a key
 * is unknown only when none of them has one for it. What the record's constructor throws is shown with file and line, and so is what
 * {@link #apply} throws; then the old values are applied again.
 */
@ConsumerType
public interface ConfigSection<T extends Record> {
    /** Dotted, without wildcards: {@code gateway}, {@code tools.exec}. */
    String path();

    Class<T> type();

    /** Takes the values into force. Called by one thread at a time; must not block. */
    void apply(T values);
}
