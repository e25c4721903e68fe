package dev.chela.core.question.internal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.grant.Questions.Option;
import dev.chela.api.grant.Questions.Question;
import dev.chela.core.json.Json;
import dev.chela.core.question.Inquiry;
import dev.chela.core.question.Inquiry.Asker;
import dev.chela.core.question.Inquiry.State;
import dev.chela.core.store.Ledger;
import dev.chela.core.store.Row;
import dev.chela.core.store.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The table of questions. */
final class InquiryRows {
    private static final List<List<String>> MIGRATIONS = List.of(List.of(
            "CREATE TABLE question (id TEXT PRIMARY KEY, call TEXT NOT NULL UNIQUE, questions TEXT NOT NULL, agent TEXT NOT NULL,"
                    + " session TEXT NOT NULL, run TEXT NOT NULL, state TEXT NOT NULL, answers TEXT NOT NULL DEFAULT '{}',"
                    + " resolved_by TEXT NOT NULL DEFAULT '', resolution TEXT NOT NULL DEFAULT '', created_at INTEGER NOT NULL,"
                    + " expires_at INTEGER NOT NULL)",
            "CREATE INDEX question_pending ON question (created_at) WHERE state = 'PENDING'"));

    private final Ledger ledger;

    InquiryRows(Ledger ledger) {
        this.ledger = ledger;
        ledger.define("question", MIGRATIONS);
    }

    static Step.Change insert(Inquiry inquiry) {
        Asker asker = inquiry.asker();
        return Step.Change.one("INSERT INTO question (id, call, questions, agent, session, run, state, created_at, expires_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, 'PENDING', ?, ?) ON CONFLICT DO NOTHING",
                inquiry.id(), inquiry.call(), Json.write(Json.tree(inquiry.questions())), asker.agent(), asker.session(), asker.run(),
                inquiry.createdAt(), inquiry.expiresAt());
    }

    /** Refused when somebody else was quicker. */
    static Step.Change settle(Inquiry settled) {
        return Step.Change.one("UPDATE question SET state = ?, answers = ?, resolved_by = ?, resolution = ? WHERE id = ? AND state = 'PENDING'",
                settled.state(), Json.write(Json.tree(settled.answers())), settled.resolvedBy(), settled.resolution(), settled.id());
    }

    static Step.Change forgetBefore(long time) {
        return Step.Change.of("DELETE FROM question WHERE state <> 'PENDING' AND created_at < ?", time);
    }

    boolean hasSettledBefore(long time) {
        return ledger.one("SELECT 1 AS one FROM question WHERE state <> 'PENDING' AND created_at < ? LIMIT 1", row -> row.number("one"), time)
                .isPresent();
    }

    Optional<Inquiry> find(String id) {
        return ledger.one("SELECT * FROM question WHERE id = ?", InquiryRows::inquiry, id);
    }

    Optional<Inquiry> ofCall(String call) {
        return ledger.one("SELECT * FROM question WHERE call = ?", InquiryRows::inquiry, call);
    }

    List<Inquiry> pending() {
        return ledger.read("SELECT * FROM question WHERE state = 'PENDING' ORDER BY created_at, rowid", InquiryRows::inquiry);
    }

    private static Inquiry inquiry(Row row) {
        return new Inquiry(text(row, "id"), text(row, "call"), questions(Json.read(text(row, "questions"))),
                new Asker(text(row, "agent"), text(row, "session"), text(row, "run")), row.number("created_at"), row.number("expires_at"),
                State.valueOf(text(row, "state")), answers(Json.read(text(row, "answers"))), text(row, "resolved_by"),
                text(row, "resolution"));
    }

    private static List<Question> questions(JsonNode tree) {
        List<Question> questions = new ArrayList<>();
        tree.forEach(each -> {
            List<Option> options = new ArrayList<>();
            each.path("options").forEach(o -> options.add(new Option(o.path("label").asText(), o.path("description").asText())));
            questions.add(new Question(each.path("id").asText(), each.path("header").asText(), each.path("text").asText(), options,
                    each.path("several").asBoolean(), each.path("other").asBoolean()));
        });
        return List.copyOf(questions);
    }

    private static Map<String, List<String>> answers(JsonNode tree) {
        Map<String, List<String>> answers = new LinkedHashMap<>();
        tree.fields().forEachRemaining(field -> {
            List<String> chosen = new ArrayList<>();
            field.getValue().forEach(each -> chosen.add(each.asText()));
            answers.put(field.getKey(), List.copyOf(chosen));
        });
        return answers;
    }

    private static String text(Row row, String column) {
        return String.valueOf(row.text(column));
    }
}
