package dev.chela.core.user;

import dev.chela.api.task.Clock;
import dev.chela.core.store.Ledger;
import dev.chela.core.store.Step;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Who the people of this house are to each other. Safe on any thread. */
@Component(service = Profiles.class)
public final class Profiles {
    private static final List<List<String>> MIGRATIONS = List.of(List.of(
            "CREATE TABLE profile (person TEXT PRIMARY KEY, display_name TEXT NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL)"
                    + " WITHOUT ROWID"),
            List.of("ALTER TABLE profile ADD COLUMN picture BLOB", "ALTER TABLE profile ADD COLUMN picture_type TEXT NOT NULL DEFAULT ''"));
    private static final String ALL_BUT_THE_PICTURE = "SELECT display_name, picture_type, created_at, updated_at FROM profile WHERE person = ?";

    private final Ledger ledger;
    private final Clock clock;

    @Activate
    public Profiles(@Reference Ledger ledger, @Reference Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
        ledger.define("profile", MIGRATIONS);
    }

    /**
     * Times are milliseconds since 1970.
     *
     * @param displayName empty as long as nobody gave one
     * @param pictureType such as {@code image/png}; empty as long as there is no picture
     */
    public record Profile(String person, String displayName, String pictureType, long createdAt, long updatedAt) {}

    /** How a person shows themselves. */
    public record Picture(String type, byte[] bytes) {}

    /** It begins when it is first asked for. */
    public Profile of(String person) {
        return find(person).orElseGet(() -> {
            name(person, "");
            return find(person).orElseThrow();
        });
    }

    private Optional<Profile> find(String person) {
        return ledger.one(ALL_BUT_THE_PICTURE, row -> new Profile(person, String.valueOf(row.text("display_name")),
                String.valueOf(row.text("picture_type")), row.number("created_at"), row.number("updated_at")), person);
    }

    public Optional<Picture> picture(String person) {
        return ledger.one("SELECT picture, picture_type FROM profile WHERE person = ? AND picture IS NOT NULL",
                row -> new Picture(String.valueOf(row.text("picture_type")), Objects.requireNonNull(row.bytes("picture"))), person);
    }

    /** In place of the one that there was. */
    public void picture(String person, Picture picture) {
        of(person);
        ledger.commit(Step.named("profile").change(Step.Change.one("UPDATE profile SET picture = ?, picture_type = ?, updated_at = ? WHERE person = ?",
                picture.bytes(), picture.type(), clock.now().toEpochMilli(), person)).build());
    }

    /** @param displayName empty for none */
    public void name(String person, String displayName) {
        long now = clock.now().toEpochMilli();
        ledger.commit(Step.named("profile").change(Step.Change.of("INSERT INTO profile (person, display_name, created_at, updated_at)"
                        + " VALUES (?, ?, ?, ?) ON CONFLICT (person) DO UPDATE SET display_name = excluded.display_name,"
                        + " updated_at = excluded.updated_at", person, displayName, now, now)).build());
    }
}
