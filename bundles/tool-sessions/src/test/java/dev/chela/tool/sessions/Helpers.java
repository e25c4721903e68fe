package dev.chela.tool.sessions;

import dev.chela.api.grant.Subagents;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sub-agents that a test has laid ready, and what was wanted of them. */
final class Helpers implements Subagents {
    final List<Helper> there = new ArrayList<>();
    final List<Task> tasks = new ArrayList<>();
    final List<Object> asked = new ArrayList<>();
    List<String> notes = List.of();

    static Helper helper(String label, State state, String result) {
        return new Helper("0a1b2c3d", "agent:main:subagent:0a1b2c3d", "spawn:0a1b2c3d", label, "", state, Instant.EPOCH,
                state == State.RUNNING ? Optional.empty() : Optional.of(Instant.EPOCH.plusSeconds(5)), result, 42);
    }

    @Override
    public Started start(Task task) {
        tasks.add(task);
        return new Started(helper(task.label(), State.RUNNING, ""), notes);
    }

    @Override
    public List<Helper> list() {
        return there;
    }

    @Override
    public List<Helper> await(List<String> ids, Duration atMost) {
        asked.add("wait " + ids + " " + atMost.toSeconds());
        return there;
    }

    @Override
    public List<Helper> cancel(List<String> ids) {
        asked.add("cancel " + ids);
        return there;
    }

    @Override
    public List<Peer> agents() {
        return List.of(new Peer("main", "main"), new Peer("work", "Worker"));
    }
}
