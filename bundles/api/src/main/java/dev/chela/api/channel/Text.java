package dev.chela.api.channel;

import java.util.Set;

/** Text as written by a person, untrusted. {@code mentionsMe} is computed from the platform's own data only. */
public record Text(String value, boolean mentionsMe, Set<String> mentioned) {
    public static Text of(String value) {
        return new Text(value, false, Set.of());
    }
}
