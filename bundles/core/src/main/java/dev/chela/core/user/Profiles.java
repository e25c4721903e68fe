package dev.chela.core.user;

import dev.chela.api.task.Clock;
import dev.chela.core.store.Ledger;
import dev.chela.core.store.Step;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Who the people of this house are to each other. Safe on any thread. */
@Component(service = Profiles.class)
public final class Profiles {
    private static final List<List<String>> MIGRATIONS = List.of(List.of(
            "CREATE TABLE profile (person TEXT PRIMARY KEY, display_name TEXT NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL)"
                    + " WITHOUT ROWID"));

    private final Ledger ledger;
    private final Clock clock;

    @Activate
    public Profiles(@Reference Ledger ledger, @Reference Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
        ledger.define("profile", MIGRATIONS);
    }

    /** @param displayName empty as long as nobody gave one. Times are milliseconds since 1970 */
    public record Profile(String person, String displayName, long createdAt, long updatedAt) {}

    /** It begins when it is first asked for. */
    public Profile of(String person) {
        return find(person).orElseGet(() -> {
            name(person, "");
            return find(person).orElseThrow();
        });
    }

    private java.util.Optional<Profile> find(String person) {
        return ledger.one("SELECT * FROM profile WHERE person = ?", row -> new Profile(person, String.valueOf(row.text("display_name")),
                row.number("created_at"), row.number("updated_at")), person);
    }

    /** @param displayName empty for none */
    public void name(String person, String displayName) {
        long now = clock.now().toEpochMilli();
        ledger.commit(Step.named("profile").change(Step.Change.of("INSERT INTO profile (person, display_name, created_at, updated_at)"
                        + " VALUES (?, ?, ?, ?) ON CONFLICT (person) DO UPDATE SET display_name = excluded.display_name,"
                        + " updated_at = excluded.updated_at", person, displayName, now, now)).build());
    }
}
