package dev.chela.core.inbox;

import dev.chela.api.id.SessionKey;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What somebody says, understood: words and what is attached to them.
 *
 * @param model a model for this run alone; empty for the session's
 * @param mandate what it brings along when the house wrote it
 */
public record Said(SessionKey session, String text, List<Media> media, String model, Manner manner, Aside aside, Mandate mandate) implements Input.What {
    /** The words, and in brackets what is attached to them. */
    public String told() {
        return Stream.concat(Stream.of(text).filter(words -> !words.isBlank()), media.stream().map(Media::told)).collect(Collectors.joining("\n"));
    }

    /** The same with other attachments. */
    public Said with(List<Media> others) {
        return new Said(session, text, List.copyOf(others), model, manner, aside, mandate);
    }

    public Said(SessionKey session, String text, List<Media> media, String model, Manner manner, Aside aside) {
        this(session, text, media, model, manner, aside, Mandate.NONE);
    }

    public Said(SessionKey session, String text, List<Media> media, String model, Manner manner) {
        this(session, text, media, model, manner, Aside.NONE);
    }

    public Said(SessionKey session, String text, List<Media> media, String model) {
        this(session, text, media, model, Manner.PLAIN);
    }

    /**
     * What the model is told together with a message and its author did not write: what the message answers, what was on the screen.
     *
     * @param text for the model; empty when there is nothing
     * @param marks a JSON object from which clients draw the same, opaque here; empty when there is nothing
     */
    public record Aside(String text, String marks) {
        public static final Aside NONE = new Aside("", "");
    }
}
