package dev.chela.tool.message;

import dev.chela.api.grant.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Takes whatever a test sends, and ends it as the test says. */
final class Mailroom implements Messages {
    static final Place ANN = new Place("loopback", "default", "ann", "Ann", Set.of("Post", "React"));

    final List<Object> asked = new ArrayList<>();
    State state = State.SENT;
    String why = "";

    @Override
    public Place find(Target target) {
        asked.add(target);
        return ANN;
    }

    @Override
    public Done act(Target target, Action action) {
        asked.add(target);
        asked.add(action);
        return new Done(ANN, state, state == State.SENT ? List.of("m1") : List.of(), why);
    }
}
