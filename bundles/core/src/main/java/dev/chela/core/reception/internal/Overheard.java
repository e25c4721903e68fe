package dev.chela.core.reception.internal;

import dev.chela.api.id.SessionKey;
import dev.chela.core.config.Config;
import dev.chela.core.inbox.Input;
import dev.chela.core.inbox.Intake;
import dev.chela.core.inbox.Said;
import dev.chela.core.inbox.Said.Aside;
import dev.chela.core.outbox.ReturnAddress;
import dev.chela.core.store.Ledger;
import dev.chela.core.store.Row;
import dev.chela.core.store.Step;
import dev.chela.core.text.Excerpt;
import dev.chela.core.untrusted.Untrusted;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What people said to each other in a group since the assistant was last spoken to: it is told together with the next message that
 * speaks to it, once, as what others wrote. Only of people who may write there, and only so much.
 */
public final class Overheard implements AutoCloseable {
    private static final List<List<String>> MIGRATIONS = List.of(List.of(
            "CREATE TABLE overheard (number INTEGER PRIMARY KEY AUTOINCREMENT, session TEXT NOT NULL, input TEXT NOT NULL UNIQUE,"
                    + " name TEXT NOT NULL, text TEXT NOT NULL)",
            "CREATE INDEX overheard_session ON overheard (session, number)"));
    private static final int LONGEST = 2_000;

    private final Ledger ledger;
    private final Intake intake;
    private final Config.Live<GroupTalk> settings;

    public Overheard(Ledger ledger, Intake intake, Config config) {
        this.ledger = ledger;
        this.intake = intake;
        this.settings = config.section("", GroupTalk.class);
        ledger.define("overheard", MIGRATIONS);
    }

    /** Adds to a step that something was said in a group to somebody else. */
    void remember(Step.Builder step, Input input) {
        Optional<ReturnAddress> from = ReturnAddress.read(input.origin()).filter(address -> !address.direct());
        String session = input.said().session().value();
        int most = settings.get().limit(input.said().session().agent());
        if (from.isEmpty() || most == 0) {
            return;
        }
        step.change(Step.Change.of("INSERT INTO overheard (session, input, name, text) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", session,
                input.id(), name(from.get()), cut(input.said().told())));
        step.change(Step.Change.of("DELETE FROM overheard WHERE session = ? AND number NOT IN"
                + " (SELECT number FROM overheard WHERE session = ? ORDER BY number DESC LIMIT ?)", session, session, most));
    }

    private static String name(ReturnAddress from) {
        return from.name().isBlank() ? from.sender() : from.name();
    }

    private static String cut(String text) {
        return Excerpt.of(text, LONGEST);
    }

    /** The message, and beside it what was said before it; from now on that stands in its row. */
    public Input with(Input input) {
        SessionKey session = input.said().session();
        List<String> lines = ledger.read("SELECT name, text FROM overheard WHERE session = ? ORDER BY number", Overheard::line, session.value());
        if (lines.isEmpty()) {
            return input;
        }
        Said said = input.said();
        String talk = Untrusted.wrap("what was said in the group since you were last spoken to, oldest first", List.of(),
                lines.stream().collect(Collectors.joining("\n")));
        String before = said.aside().text();
        Said told = new Said(session, said.text(), said.media(), said.model(), said.manner(),
                new Aside(before.isEmpty() ? talk : before + "\n\n" + talk, said.aside().marks()), said.mandate());
        Step.Builder step = Step.named("overheard");
        intake.understand(step, input.id(), told, input.origin());
        step.change(Step.Change.of("DELETE FROM overheard WHERE session = ?", session.value()));
        ledger.commit(step.build());
        return new Input(input.id(), input.source(), input.account(), input.eventId(), told, input.origin(), input.receivedAt());
    }

    private static String line(Row row) {
        return String.valueOf(row.text("name")).replaceAll("\\s+", " ") + ": " + String.valueOf(row.text("text"));
    }

    @Override
    public void close() {
        settings.close();
    }
}
