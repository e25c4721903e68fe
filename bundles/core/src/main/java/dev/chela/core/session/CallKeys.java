package dev.chela.core.session;

import dev.chela.api.tool.ToolCall;
import java.util.List;

/** Names a call of a tool so that no other has the name, and that it has the same one when it is run again after a crash. */
public final class CallKeys {
    private CallKeys() {}

    /** The model's own ids may come again in another answer; an answer's entry never does. */
    public static String of(Transcripts transcripts, Session session, ToolCall call) {
        List<Entry> context = transcripts.context(session);
        for (int i = context.size() - 1; i >= 0; i--) {
            if (context.get(i).role().equals("assistant")) {
                return context.get(i).id() + ":" + call.id();
            }
        }
        return call.session() + ":" + call.id();
    }
}
