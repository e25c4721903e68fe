package dev.chela.core.schedule.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.core.json.Json;
import dev.chela.core.session.Entry;
import dev.chela.core.session.Runs.Settled;
import dev.chela.core.session.Runs.State;
import dev.chela.core.session.Session;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What an agent's turn came to, for the log: its answer, its model and what it took. */
final class Turning {
    private static final Set<String> PASSING = Set.of("rate_limit", "timeout");

    private final Rooms rooms;

    Turning(Rooms rooms) {
        this.rooms = rooms;
    }

    Result result(Settled end) {
        ObjectNode facts = facts(end);
        if (end.state() == State.OK) {
            return new Result(end.text(), "", "", false, false, facts);
        }
        String error = end.state() == State.ABORTED ? "aborted: " + end.text() : end.error();
        return new Result(end.text(), error.isBlank() ? "it failed without saying why" : error, reason(end), PASSING.contains(end.kind()), false, facts);
    }

    private static String reason(Settled end) {
        return switch (end.kind()) {
            case "rate_limit", "timeout" -> end.kind();
            case "context_length" -> "context_overflow";
            default -> "unknown";
        };
    }

    private ObjectNode facts(Settled end) {
        ObjectNode facts = Json.object();
        Optional<Session> session = rooms.sessions().find(end.session());
        session.ifPresent(each -> {
            facts.put("sessionId", each.id()).put("sessionKey", each.key().value());
            List<Entry> answers = rooms.transcripts().context(each).stream()
                    .filter(entry -> entry.role().equals("assistant") && entry.id().startsWith(end.run() + ":")).toList();
            answers.forEach(answer -> facts.put("model", answer.message().path("model").asText()).put("provider", answer.message().path("provider").asText()));
            used(facts, answers);
        });
        return facts;
    }

    private static void used(ObjectNode facts, List<Entry> answers) {
        long input = sum(answers, "input") + sum(answers, "cacheRead") + sum(answers, "cacheWrite");
        long output = sum(answers, "output");
        if (input + output == 0) {
            return;
        }
        facts.putObject("usage").put("input_tokens", input).put("output_tokens", output).put("total_tokens", input + output)
                .put("cache_read_tokens", sum(answers, "cacheRead")).put("cache_write_tokens", sum(answers, "cacheWrite"));
        BigDecimal cost = answers.stream().map(answer -> usage(answer).path("cost").path("total").decimalValue()).reduce(BigDecimal.ZERO, BigDecimal::add);
        if (cost.signum() > 0) {
            facts.put("costUsd", cost);
        }
    }

    private static long sum(List<Entry> answers, String what) {
        return answers.stream().mapToLong(answer -> usage(answer).path(what).asLong()).sum();
    }

    private static JsonNode usage(Entry answer) {
        return answer.message().path("usage");
    }
}
