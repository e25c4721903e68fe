package dev.chela.core.outbox.internal;

import dev.chela.api.channel.Capabilities;
import dev.chela.api.channel.Rendered;
import java.util.List;
import java.util.function.UnaryOperator;

/** How an answer is written for a channel. Answers are CommonMark; a channel whose dialect nobody here writes gets plain text. */
enum Dialect {
    MARKDOWN("markdown", UnaryOperator.identity()),
    PLAIN("plain", PlainText::of);

    private final String id;
    private final UnaryOperator<String> writing;

    Dialect(String id, UnaryOperator<String> writing) {
        this.id = id;
        this.writing = writing;
    }

    static Dialect of(Capabilities can) {
        return can.dialect().equals(MARKDOWN.id) ? MARKDOWN : PLAIN;
    }

    /** In parts that the channel takes, cut after they were written: markup counts. */
    List<Rendered> parts(String commonMark, Capabilities can) {
        return Chunker.cut(writing.apply(commonMark), can).stream().map(this::as).toList();
    }

    /** What has no markup reads the same in every dialect. */
    Rendered as(String text) {
        return new Rendered(id, text);
    }
}
