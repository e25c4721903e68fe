package dev.chela.api.channel;

import java.util.List;

/** One durable row shape for every side effect on a platform. */
public sealed interface Outbound {
    Conversation to();

    /** @param media files that the host keeps ({@link MediaRef#kept()}), or that the platform has or can fetch */
    record Post(Conversation to, ReplyTo replyTo, Rendered text, List<MediaRef> media, List<Button> buttons, Tone tone)
            implements Outbound {}

    /** Idempotent by nature. */
    record Edit(Conversation to, MessageRef target, Rendered text) implements Outbound {}

    record Delete(Conversation to, MessageRef target) implements Outbound {}

    record React(Conversation to, MessageRef target, String emoji, boolean add) implements Outbound {}

    /** @param most how many of the choices one person may take */
    record Poll(Conversation to, String question, List<String> choices, int most) implements Outbound {
        public Poll(Conversation to, String question, List<String> choices) {
            this(to, question, choices, 1);
        }
    }
}
