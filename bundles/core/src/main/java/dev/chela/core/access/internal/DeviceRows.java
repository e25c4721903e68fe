package dev.chela.core.access.internal;

import dev.chela.core.access.Devices.Arrival;
import dev.chela.core.access.Devices.Device;
import dev.chela.core.access.Devices.Grant;
import dev.chela.core.access.Devices.Request;
import dev.chela.core.access.Devices.Word;
import dev.chela.core.store.Ledger;
import dev.chela.core.store.Row;
import dev.chela.core.store.Step.Change;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** The tables of devices. An absent token is an empty hash, which no token has. */
final class DeviceRows {
    private static final String SELF = " public_key TEXT NOT NULL, display_name TEXT NOT NULL, platform TEXT NOT NULL,"
            + " device_family TEXT NOT NULL, client_id TEXT NOT NULL, client_mode TEXT NOT NULL, ip TEXT NOT NULL,";
    private static final List<List<String>> MIGRATIONS = List.of(List.of(
            "CREATE TABLE access_devices (id TEXT PRIMARY KEY," + SELF + " label TEXT NOT NULL, silent INTEGER NOT NULL,"
                    + " created_at INTEGER NOT NULL, approved_at INTEGER NOT NULL, last_seen_at INTEGER NOT NULL) WITHOUT ROWID",
            "CREATE TABLE access_grants (device TEXT NOT NULL, role TEXT NOT NULL, scopes TEXT NOT NULL, generation INTEGER NOT NULL,"
                    + " token_hash TEXT NOT NULL, token_at INTEGER NOT NULL, rotated_at INTEGER NOT NULL, revoked_at INTEGER NOT NULL,"
                    + " PRIMARY KEY (device, role)) WITHOUT ROWID",
            "CREATE TABLE access_requests (request TEXT PRIMARY KEY, id TEXT NOT NULL, role TEXT NOT NULL, scopes TEXT NOT NULL,"
                    + SELF + " created_at INTEGER NOT NULL) WITHOUT ROWID"),
            List.of("ALTER TABLE access_requests ADD COLUMN word TEXT NOT NULL DEFAULT 'PENDING'"));

    private final Ledger ledger;

    DeviceRows(Ledger ledger) {
        this.ledger = ledger;
        ledger.define("access", MIGRATIONS);
    }

    List<Device> devices() {
        return ledger.read("SELECT * FROM access_devices ORDER BY created_at, id", row -> new Device(
                arrival(row, "", List.of()), text(row, "label"), row.flag("silent"), row.number("created_at"),
                row.number("approved_at"), row.number("last_seen_at"), List.of()))
                .stream().map(this::withGrants).toList();
    }

    Optional<Device> device(String id) {
        return ledger.one("SELECT * FROM access_devices WHERE id = ?", row -> new Device(
                arrival(row, "", List.of()), text(row, "label"), row.flag("silent"), row.number("created_at"),
                row.number("approved_at"), row.number("last_seen_at"), List.of()), id).map(this::withGrants);
    }

    private Device withGrants(Device bare) {
        List<Grant> grants = ledger.read("SELECT * FROM access_grants WHERE device = ? ORDER BY role", DeviceRows::grant, bare.id());
        return new Device(bare.from(), bare.label(), bare.silent(), bare.createdAt(), bare.approvedAt(), bare.lastSeenAt(), grants);
    }

    private static Grant grant(Row row) {
        return new Grant(text(row, "role"), words(text(row, "scopes")), row.number("generation"), row.number("token_at"),
                row.number("rotated_at"), row.number("revoked_at"));
    }

    /** The hash of the token that opens the door now; empty when there is none. */
    Optional<String> hash(String device, String role) {
        return ledger.one("SELECT token_hash FROM access_grants WHERE device = ? AND role = ? AND revoked_at = 0",
                row -> text(row, "token_hash"), device, role).filter(hash -> !hash.isEmpty());
    }

    Optional<Grant> grant(String hash) {
        return ledger.one("SELECT * FROM access_grants WHERE token_hash = ? AND revoked_at = 0", DeviceRows::grant, hash);
    }

    List<Request> requests(long since) {
        return ledger.read("SELECT * FROM access_requests WHERE created_at > ? AND word = 'PENDING' ORDER BY created_at, request",
                DeviceRows::request, since);
    }

    /** Whatever was said of it, and however old it is. */
    <T> Optional<T> request(String id, BiFunction<Request, Word, T> found) {
        return ledger.one("SELECT * FROM access_requests WHERE request = ?",
                row -> found.apply(request(row), Word.valueOf(text(row, "word"))), id);
    }

    private static Request request(Row row) {
        return new Request(
                text(row, "request"), arrival(row, text(row, "role"), words(text(row, "scopes"))), row.number("created_at"));
    }

    private static Arrival arrival(Row row, String role, List<String> scopes) {
        return new Arrival(text(row, "id"), text(row, "public_key"), role, scopes, text(row, "display_name"),
                text(row, "platform"), text(row, "device_family"), text(row, "client_id"), text(row, "client_mode"), text(row, "ip"));
    }

    private static String text(Row row, String column) {
        String value = row.text(column);
        return value == null ? "" : value;
    }

    private static List<String> words(String joined) {
        return Stream.of(joined.split(" ")).filter(word -> !word.isEmpty()).toList();
    }

    static Change pair(Arrival from, boolean silent, long now) {
        return Change.of("INSERT INTO access_devices (id, public_key, display_name, platform, device_family, client_id, client_mode,"
                + " ip, label, silent, created_at, approved_at, last_seen_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, '', ?, ?, ?, ?)"
                + " ON CONFLICT (id) DO UPDATE SET display_name = excluded.display_name, platform = excluded.platform,"
                + " device_family = excluded.device_family, client_id = excluded.client_id, client_mode = excluded.client_mode,"
                + " ip = excluded.ip, approved_at = excluded.approved_at, last_seen_at = excluded.last_seen_at",
                from.device(), from.publicKey(), from.displayName(), from.platform(), from.deviceFamily(), from.clientId(),
                from.clientMode(), from.ip(), silent, now, now, now);
    }

    /** Grants it anew: a revoked token stays worthless, one that holds goes on holding. */
    static Change grant(String device, String role, List<String> scopes) {
        return Change.of("INSERT INTO access_grants (device, role, scopes, generation, token_hash, token_at, rotated_at, revoked_at)"
                + " VALUES (?, ?, ?, 1, '', 0, 0, 0) ON CONFLICT (device, role) DO UPDATE SET scopes = excluded.scopes,"
                + " revoked_at = 0", device, role, String.join(" ", scopes));
    }

    /** Only where none is: of two connections that come at once, one is given it. */
    static Change issue(String device, String role, String hash, long now) {
        return Change.one("UPDATE access_grants SET token_hash = ?, token_at = ? WHERE device = ? AND role = ?"
                + " AND token_hash = '' AND revoked_at = 0", hash, now, device, role);
    }

    static Change reissue(String device, String role, String hash, long now) {
        return Change.one("UPDATE access_grants SET token_hash = ?, token_at = ? WHERE device = ? AND role = ? AND revoked_at = 0",
                hash, now, device, role);
    }

    static Change rotate(String device, String role, List<String> scopes, String hash, long now) {
        return Change.one("UPDATE access_grants SET token_hash = ?, scopes = ?, token_at = ?, rotated_at = ?,"
                + " generation = generation + 1 WHERE device = ? AND role = ? AND revoked_at = 0",
                hash, String.join(" ", scopes), hash.isEmpty() ? 0 : now, now, device, role);
    }

    static Change revoke(String device, String role, long now) {
        return Change.one("UPDATE access_grants SET token_hash = '', token_at = 0, revoked_at = ?, generation = generation + 1"
                + " WHERE device = ? AND role = ?", now, device, role);
    }

    static Change rename(String device, String label) {
        return Change.one("UPDATE access_devices SET label = ? WHERE id = ?", label, device);
    }

    static Change seen(String device, long now) {
        return Change.of("UPDATE access_devices SET last_seen_at = ? WHERE id = ?", now, device);
    }

    static List<Change> remove(String device) {
        return List.of(Change.one("DELETE FROM access_devices WHERE id = ?", device),
                Change.of("DELETE FROM access_grants WHERE device = ?", device),
                Change.of("DELETE FROM access_requests WHERE id = ?", device));
    }

    /** One request for each device and role, the newest; {@code since}: those before have expired. */
    static List<Change> ask(Request request, long since) {
        Arrival from = request.from();
        return List.of(
                Change.of("DELETE FROM access_requests WHERE created_at <= ? OR id = ? AND role = ?", since, from.device(), from.role()),
                Change.of("INSERT INTO access_requests (request, id, role, scopes, public_key, display_name, platform, device_family,"
                        + " client_id, client_mode, ip, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        request.id(), from.device(), from.role(), String.join(" ", from.scopes()), from.publicKey(),
                        from.displayName(), from.platform(), from.deviceFamily(), from.clientId(), from.clientMode(), from.ip(),
                        request.createdAt()));
    }

    /** Kept until it would have expired: the device may ask what was said. */
    static Change decided(String request, Word word) {
        return Change.one("UPDATE access_requests SET word = ? WHERE request = ? AND word = 'PENDING'", word.name(), request);
    }
}
