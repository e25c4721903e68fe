package dev.chela.core.session;

import dev.chela.api.fault.Permanent;
import dev.chela.core.store.Ledger;
import dev.chela.core.store.Row;
import dev.chela.core.store.Step;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The groups that people sort sessions into, in the order in which they want to see them. Which one a session is in says its own
 * {@link Session.Look}: so a group is there as soon as a session is in it, and those that are empty are kept here. Safe on any thread.
 */
@Component(service = Groups.class)
public final class Groups {
    private static final List<List<String>> MIGRATIONS = List.of(List.of(
            "CREATE TABLE session_group (name TEXT PRIMARY KEY, position INTEGER NOT NULL) WITHOUT ROWID",
            "CREATE TABLE session_section (name TEXT PRIMARY KEY, position INTEGER NOT NULL) WITHOUT ROWID"));

    private final Ledger ledger;
    private final Sessions sessions;

    @Activate
    public Groups(@Reference Ledger ledger, @Reference Sessions sessions) {
        this.ledger = ledger;
        this.sessions = sessions;
        ledger.define("session-group", MIGRATIONS);
    }

    /** The groups, or the order of the sections that clients draw, are others now. */
    public record Changed() {}

    /** In people's order; then those that only sessions know of. */
    public List<String> names() {
        Set<String> names = new LinkedHashSet<>(read("session_group"));
        sessions.glances().stream().map(Glance::category).filter(name -> !name.isEmpty()).sorted().forEach(names::add);
        return List.copyOf(names);
    }

    /** How clients order what they draw besides groups; what stands in it is theirs. */
    public List<String> sections() {
        return read("session_section");
    }

    private List<String> read(String table) {
        return ledger.read("SELECT name FROM " + table + " ORDER BY position", (Row row) -> String.valueOf(row.text("name")));
    }

    /** These in this order; those that are left out are gone, unless a session is in them. */
    public synchronized void order(List<String> names) {
        commit("session_group", names);
    }

    public synchronized void orderSections(List<String> names) {
        commit("session_section", names);
    }

    private void commit(String table, List<String> names) {
        Step.Builder step = Step.named("session-groups").change(Step.Change.of("DELETE FROM " + table));
        List<String> distinct = names.stream().distinct().toList();
        for (int i = 0; i < distinct.size(); i++) {
            step.change(Step.Change.of("INSERT INTO " + table + " (name, position) VALUES (?, ?)", distinct.get(i), i));
        }
        ledger.commit(step.fact(new Changed()).build());
    }

    /**
     * @return how many sessions went along
     * @throws Permanent when there is no such group, or one of the new name already
     */
    public synchronized int rename(String name, String to) {
        require(name);
        if (!name.equals(to) && names().contains(to)) {
            throw new Permanent("there is a group \"" + to + "\" already; move its sessions, or choose another name");
        }
        List<String> renamed = names().stream().map(each -> each.equals(name) ? to : each).toList();
        int moved = move(name, to);
        commit("session_group", renamed);
        return moved;
    }

    /**
     * Its sessions stay, in no group.
     *
     * @return how many these are
     * @throws Permanent when there is no such group
     */
    public synchronized int delete(String name) {
        require(name);
        List<String> left = names().stream().filter(each -> !each.equals(name)).toList();
        int moved = move(name, "");
        commit("session_group", left);
        return moved;
    }

    private void require(String name) {
        if (!names().contains(name)) {
            throw new Permanent("there is no group \"" + name + "\"; there are: " + String.join(", ", names()));
        }
    }

    private int move(String from, String to) {
        List<Session> inside = sessions.list().stream().filter(session -> session.look().category().equals(from)).toList();
        inside.forEach(session -> sessions.commit(session.key(), "patch", "patch", (now, step) ->
                now.look().category().equals(from) ? now.looking(now.look().category(to)) : now));
        return inside.size();
    }
}
