package dev.chela.core.turn.internal.run;

import dev.chela.api.tool.ToolResult;
import dev.chela.core.inbox.Input;
import dev.chela.core.inbox.Said;
import dev.chela.core.session.Entry;
import dev.chela.core.session.UserEntry;
import dev.chela.core.turn.internal.prompt.Messages;
import java.util.List;

/** What came with an input, as entries of the transcript. */
public final class SaidEntries {
    private SaidEntries() {}

    /** What a program brings: it must follow the calls that asked for it, before anybody speaks. */
    public static List<Entry> results(Rooms rooms, Input input) {
        return input.said().manner().program().results().stream()
                .map(result -> Entry.message(input.id() + ":r:" + result.callId(), rooms.clock().now(),
                        Messages.result(result.callId(), result.function(), ToolResult.text(result.text()))))
                .toList();
    }

    /** What was said; nothing when a program brings results without a word. */
    public static List<Entry> words(Rooms rooms, Input input) {
        Said said = input.said();
        boolean silent = said.text().isBlank() && said.media().isEmpty() && !said.manner().program().results().isEmpty();
        return silent ? List.of() : List.of(said(rooms, input));
    }

    public static Entry said(Rooms rooms, Input input) {
        Said said = input.said();
        String skills = rooms.skills().asked(said.session().agent(), said.text()).orElse("");
        return UserEntry.of(input, skills, rooms.clock().now());
    }
}
