package dev.chela.core.inbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.core.event.EventType;
import dev.chela.core.event.PublicEvent;
import dev.chela.core.inbox.Input;
import dev.chela.core.inbox.Said;
import java.util.function.Consumer;

/** What other systems are told when an input is on disk and it is known for whom. */
public final class Received {
    private Received() {}

    public static PublicEvent of(Input input) {
        return of(input, data -> { });
    }

    /** @param more writes what is known besides, of where it came from */
    public static PublicEvent of(Input input, Consumer<ObjectNode> more) {
        Said said = input.said();
        return PublicEvent.of(EventType.MESSAGE_RECEIVED, said.session(), data -> {
            more.accept(data.put("runId", input.id()).put("source", input.source()));
            data.put("text", said.text()).put("attachments", said.media().size());
        });
    }
}
