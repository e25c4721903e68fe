package dev.chela.tool.sessions;

import dev.chela.api.grant.Conversations;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Conversations that a test has laid ready, and what was wanted of them. */
final class Others implements Conversations {
    final List<Glance> glances = new ArrayList<>();
    final List<Line> lines = new ArrayList<>();
    final List<Object> asked = new ArrayList<>();
    Sent sent = new Sent.Accepted("r", false);

    record Said(String conversation, String text, Duration patience) {}

    static Glance glance(String key) {
        return new Glance(key, "", "main", "", false, Instant.EPOCH, "", "");
    }

    @Override
    public List<Glance> list(Filter filter) {
        asked.add(filter);
        return glances;
    }

    @Override
    public List<Line> history(String conversation, int most, boolean tools) {
        asked.add(conversation + " " + most + " " + tools);
        return lines;
    }

    @Override
    public Status status(String conversation) {
        asked.add(conversation);
        return new Status(glance("agent:main:main"), 10, 5, "0.0100", 7, 3);
    }

    @Override
    public Sent send(String conversation, String text, Duration patience) {
        asked.add(new Said(conversation, text, patience));
        return sent;
    }
}
