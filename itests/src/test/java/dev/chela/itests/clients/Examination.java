package dev.chela.itests.clients;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.itests.conformance.Answers;
import dev.chela.itests.conformance.PublishedSchema;
import dev.chela.itests.conformance.Refusals;
import dev.chela.itests.conformance.Refusals.Refusal;
import dev.chela.itests.conformance.Row;
import dev.chela.itests.house.Wire;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Asks a gateway everything that the table holds, row by row, and before a method's first row everything that it must refuse. */
final class Examination {
    private final PublishedSchema schema;
    private final Refusals refusals;
    private final Judge judge;
    private final Wire owner;
    private final Answers answers;
    private final Map<String, Set<String>> notTaken = new TreeMap<>();
    private final List<String> wronglyTaken = new ArrayList<>();
    private final Map<Row, String> heldBack = new LinkedHashMap<>();

    /** @param owner may do everything @param answers with what the rows refer to besides each other's answers */
    Examination(PublishedSchema schema, Judge judge, Wire owner, Answers answers) {
        this.schema = schema;
        this.refusals = new Refusals(schema);
        this.judge = judge;
        this.owner = owner;
        this.answers = answers;
    }

    void ask(List<Row> rows) {
        for (Row row : rows) {
            JsonNode params = answers.filledIn(row.params());
            if (!notTaken.containsKey(row.method())) {
                notTaken.put(row.method(), new TreeSet<>());
                refusals.of(row, params).forEach(refusal -> refused(row, refusal));
            }
            answered(row, params);
        }
        heldBack.forEach((row, id) -> judge.answers(row, owner.response(id)));
    }

    private void refused(Row row, Refusal refusal) {
        String sent = row.method() + " " + refusal.params();
        String id = owner.request(row.method(), refusal.params().toString());
        JsonNode response = owner.await("the refusal of " + sent, frame -> frame.path("id").asText().equals(id));
        JsonNode error = response.path("error");
        String message = error.path("message").asText();
        if (response.path("ok").asBoolean()) {
            wronglyTaken.add(sent + " was taken");
        } else if (!error.path("code").asText().equals("INVALID_REQUEST") || !message.contains(refusal.property())) {
            wronglyTaken.add(sent + " was refused, but not as invalid and by name: " + error);
        } else {
            judge.refuses(row.method(), response);
        }
        if (!refusal.property().equals(Refusals.UNKNOWN) && message.contains("unexpected property '" + refusal.property() + "'")) {
            notTaken.get(row.method()).add(refusal.property());
        }
    }

    private void answered(Row row, JsonNode params) {
        judge.asks(row, params);
        String id = owner.request(row.method(), params.toString());
        if (row.heldBack()) {
            heldBack.put(row, id);
        } else {
            JsonNode response = owner.await("the answer to " + row.method() + " " + params, frame -> frame.path("id").asText().equals(id));
            judge.answers(row, response);
            answers.keep(row.method(), response.path("payload"));
        }
        row.until().ifPresent(awaited -> owner.await(row.method() + " has been followed by " + awaited, frame ->
                frame.path("event").asText().equals(awaited.event()) && has(frame.path("payload"), awaited.payload())));
    }

    private static boolean has(JsonNode payload, JsonNode fields) {
        List<String> names = new ArrayList<>();
        fields.fieldNames().forEachRemaining(names::add);
        return names.stream().allMatch(name -> payload.path(name).equals(fields.path(name)));
    }

    /** What must be refused by name and was not. */
    List<String> wronglyTaken() {
        return wronglyTaken;
    }

    /** Of every method that has a row, the published properties that it refuses by name. */
    Map<String, Set<String>> notTaken() {
        return notTaken;
    }
}
