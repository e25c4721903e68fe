package dev.chela.web.stub;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** Commands and questions that wait for a person's word; tells the page of each, as the real one does. */
public final class Doubts {
    static final Set<String> METHODS = Set.of("exec.approval.list", "exec.approval.resolve", "question.list", "question.resolve");

    private final StubGateway gateway;
    private final List<Map<String, Object>> commands = new CopyOnWriteArrayList<>();
    private final List<Map<String, Object>> questions = new CopyOnWriteArrayList<>();
    /** What happens after the next list was made and before it goes out. */
    public volatile Runnable meanwhile = () -> {};

    Doubts(StubGateway gateway) {
        this.gateway = gateway;
    }

    public void runs(String id, String command) {
        commands.add(Map.of("id", id, "request", Map.of("command", command, "allowedDecisions", List.of("allow-once", "deny"))));
        gateway.broadcast("exec.approval.requested", commands.get(commands.size() - 1));
    }

    public void asks(String id, String question) {
        questions.add(Map.of("id", id, "questions", List.of(Map.of("questionId", "q", "question", question, "options", List.of()))));
        gateway.broadcast("question.requested", questions.get(questions.size() - 1));
    }

    Object answer(String method, JsonNode asked) {
        switch (method) {
            case "exec.approval.list": return whileItGoesOut(List.copyOf(commands));
            case "question.list": return whileItGoesOut(Map.of("questions", List.copyOf(questions)));
            case "exec.approval.resolve": return settle(commands, asked, "exec.approval.resolved");
            default: return settle(questions, asked, "question.resolved");
        }
    }

    private Object whileItGoesOut(Object list) {
        var happens = meanwhile;
        meanwhile = () -> {};
        happens.run();
        return list;
    }

    private Object settle(List<Map<String, Object>> waiting, JsonNode asked, String event) {
        var id = asked.get("id").asText();
        waiting.removeIf(one -> one.get("id").equals(id));
        gateway.broadcast(event, Map.of("id", id));
        return Map.of("ok", true);
    }
}
