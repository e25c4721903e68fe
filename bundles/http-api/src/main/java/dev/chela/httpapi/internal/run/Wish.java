package dev.chela.httpapi.internal.run;

import dev.chela.core.inbox.Media;
import dev.chela.core.inbox.Program;
import java.util.List;

/**
 * What a program asks for, whichever endpoint it came by.
 *
 * @param target the agent, in one of the forms that {@link Place} reads
 * @param user groups requests into one session; empty for a session of its own
 * @param previous the id of the answer that this goes on from; empty for none
 * @param parts the conversation, oldest first
 */
public record Wish(
        String target, String user, String previous, String instructions, List<Part> parts, List<Program.Function> functions) {
    /** One piece of a conversation as a program tells it. */
    public sealed interface Part permits Words, Answer, Given {}

    /** What the person said. */
    public record Words(String text, List<Media> media) implements Part {}

    /** What the assistant said, and what it called. */
    public record Answer(String text) implements Part {}

    /** What a function of the program gave. @param field where the call's id stands in the request */
    public record Given(String field, String callId, String text) implements Part {}
}
