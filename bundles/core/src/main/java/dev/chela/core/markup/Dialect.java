package dev.chela.core.markup;

import dev.chela.api.channel.Capabilities;
import dev.chela.api.channel.Rendered;
import dev.chela.core.markup.internal.DiscordMarkdown;
import dev.chela.core.markup.internal.Markdown;
import dev.chela.core.markup.internal.PlainText;
import dev.chela.core.markup.internal.SlackMrkdwn;
import dev.chela.core.markup.internal.TelegramHtml;
import dev.chela.core.markup.internal.Writing;
import java.util.List;
import java.util.stream.Stream;

/** How an answer is written for a channel. Answers are CommonMark; a channel whose dialect nobody here writes gets plain text. */
public enum Dialect {
    MARKDOWN("markdown", new Markdown()),
    PLAIN("plain", new PlainText()),
    TELEGRAM_HTML("telegram-html", new TelegramHtml()),
    /** The same few tags, which every mail program shows, in any number; ends of lines are ends of lines. */
    EMAIL_HTML("email-html", new TelegramHtml(Integer.MAX_VALUE)),
    DISCORD("discord", new DiscordMarkdown()),
    SLACK("slack-mrkdwn", new SlackMrkdwn());

    private final String id;
    private final Writing writing;

    Dialect(String id, Writing writing) {
        this.id = id;
        this.writing = writing;
    }

    public static Dialect of(Capabilities can) {
        return Stream.of(values()).filter(dialect -> dialect.id.equals(can.dialect())).findFirst().orElse(PLAIN);
    }

    /**
     * In parts that the channel takes, cut after they were written: where the platform counts marks, marks count.
     *
     * @return none for a blank answer
     */
    public List<Rendered> parts(String commonMark, Capabilities can) {
        return writing.parts(commonMark, can).stream().map(text -> new Rendered(id, text)).toList();
    }

    /** In one piece, however long. */
    public Rendered whole(String commonMark) {
        return new Rendered(id, writing.whole(commonMark));
    }

    /** Words to the letter: none of their characters is a mark. */
    public Rendered as(String words) {
        return new Rendered(id, writing.words(words));
    }
}
