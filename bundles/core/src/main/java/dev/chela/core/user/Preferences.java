package dev.chela.core.user;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.fault.Permanent;
import dev.chela.core.json.Json;
import dev.chela.core.store.Ledger;
import dev.chela.core.store.Row;
import dev.chela.core.store.Step;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What a person prefers, by keys that clients choose. Values are JSON. Safe on any thread. */
@Component(service = Preferences.class)
public final class Preferences {
    /** The one person who uses this house, over whichever connection. */
    public static final String OWNER = "owner";
    private static final int MOST_KEYS = 1_000;
    private static final int LONGEST_VALUE = 64 * 1024;
    private static final List<List<String>> MIGRATIONS = List.of(List.of(
            "CREATE TABLE preference (person TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (person, key)) WITHOUT ROWID"));

    private final Ledger ledger;

    @Activate
    public Preferences(@Reference Ledger ledger) {
        this.ledger = ledger;
        ledger.define("preference", MIGRATIONS);
    }

    /** They were written, by the commit that this follows. */
    public record Changed(String person, List<String> keys) {}

    public Map<String, JsonNode> of(String person) {
        Map<String, JsonNode> all = new TreeMap<>();
        ledger.read("SELECT key, value FROM preference WHERE person = ?", Kept::of, person)
                .forEach(kept -> all.put(kept.key(), kept.value()));
        return all;
    }

    private record Kept(String key, JsonNode value) {
        static Kept of(Row row) {
            return new Kept(String.valueOf(row.text("key")), Json.read(String.valueOf(row.text("value"))));
        }
    }

    /**
     * Writes all of these or none.
     *
     * @param entries a JSON null removes the key
     * @param expected what must stand there now; a JSON null: nothing
     * @return false when something else stands there; nothing was written then
     * @throws Permanent when there would be too much of it
     */
    public synchronized boolean write(String person, Map<String, JsonNode> entries, Map<String, JsonNode> expected) {
        Map<String, JsonNode> now = of(person);
        if (!expected.entrySet().stream().allMatch(each -> stands(now.get(each.getKey()), each.getValue()))) {
            return false;
        }
        check(now, entries);
        if (!entries.isEmpty()) {
            Step.Builder step = Step.named("preference").fact(new Changed(person, entries.keySet().stream().sorted().toList()));
            entries.forEach((key, value) -> step.change(change(person, key, value)));
            ledger.commit(step.build());
        }
        return true;
    }

    private static boolean stands(@org.jspecify.annotations.Nullable JsonNode there, JsonNode expected) {
        return there == null ? expected.isNull() : there.equals(expected);
    }

    private static void check(Map<String, JsonNode> now, Map<String, JsonNode> entries) {
        entries.forEach((key, value) -> {
            if (Json.write(value).length() > LONGEST_VALUE) {
                throw new Permanent("the preference '" + key + "' is longer than " + LONGEST_VALUE + " characters");
            }
        });
        Map<String, JsonNode> then = new TreeMap<>(now);
        then.putAll(entries);
        if (then.values().stream().filter(value -> !value.isNull()).count() > MOST_KEYS) {
            throw new Permanent("there are " + MOST_KEYS + " preferences already; remove some first, by setting them to null");
        }
    }

    private static Step.Change change(String person, String key, JsonNode value) {
        return value.isNull() ? Step.Change.of("DELETE FROM preference WHERE person = ? AND key = ?", person, key)
                : Step.Change.of("INSERT INTO preference (person, key, value) VALUES (?, ?, ?) ON CONFLICT (person, key)"
                        + " DO UPDATE SET value = excluded.value", person, key, Json.write(value));
    }
}
