package dev.chela.core.turn;

import dev.chela.api.id.SessionKey;
import java.util.List;

/** What the next turn of a conversation would be told, and a question beside it. Safe on any thread. */
public interface Outlook {
    Sizes sizes(SessionKey session);

    /** The tools that it would be offered, by name. */
    List<Described> tools(SessionKey session);

    /**
     * Asks the session's model something about the conversation, without tools; nothing of it becomes part of the conversation. Takes as
     * long as the answer does, three minutes at most.
     *
     * @throws dev.chela.api.fault.Fault when no model answered, or a budget is used up
     */
    String aside(SessionKey session, String question);

    record Described(String name, String description) {}

    /** @param chars as the model gets it */
    record Part(String name, long chars) {}

    /**
     * @param system the parts of the system prompt, in order
     * @param tools the description of each tool
     * @param messages of the conversation, as far as the model sees it
     * @param messageTokens about how many tokens they are
     * @param lastPrompt how many tokens the last prompt had, as its provider counted; 0 when none was sent
     * @param window of the model, in tokens; 0 when it is unknown
     */
    record Sizes(String model, List<Part> system, List<Part> tools, int messages, long messageTokens, long lastPrompt, int window) {}
}
