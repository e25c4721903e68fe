package dev.chela.core.turn.internal.prompt;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.core.session.Compaction;
import dev.chela.core.session.Entry;
import java.util.List;

/**
 * The part of a conversation that a model sees: from the last compaction on. Pure.
 *
 * @param summary of what was before; empty when nothing was, or when it was only hidden
 * @param messages oldest first, commands between the person and the house left out
 */
public record Window(String summary, List<Entry> messages) {
    /** Roughly, for all languages and models. */
    private static final int CHARS_PER_TOKEN = 4;
    private static final int TOKENS_PER_IMAGE = 1_500;
    private static final int TOKENS_PER_MESSAGE = 8;

    public static Window of(List<Entry> conversation) {
        String summary = "";
        int from = 0;
        for (int i = conversation.size() - 1; i >= 0 && from == 0; i--) {
            Entry entry = conversation.get(i);
            if (entry.type().equals(Compaction.ENTRY)) {
                summary = entry.body().path("summary").asText();
                from = place(conversation, entry.body().path("firstKeptEntryId").asText(), i);
            }
        }
        return new Window(summary, conversation.subList(from, conversation.size()).stream()
                .filter(Entry::isMessage).filter(entry -> !entry.message().has("command")).toList());
    }

    private static int place(List<Entry> conversation, String id, int before) {
        for (int i = 0; i < before; i++) {
            if (conversation.get(i).id().equals(id)) {
                return i;
            }
        }
        return before;
    }

    public long tokens() {
        return summary.length() / CHARS_PER_TOKEN + messages.stream().mapToLong(Window::tokens).sum();
    }

    /**
     * How many tokens the next question will have.
     *
     * @param counted what the model counted last, its answer included; 0 when it has not since the conversation was shortened
     */
    public static long next(List<Entry> conversation, long counted) {
        if (counted == 0) {
            return of(conversation).tokens();
        }
        long since = 0;
        for (int i = conversation.size() - 1; i >= 0 && !conversation.get(i).role().equals("assistant"); i--) {
            since += conversation.get(i).isMessage() ? tokens(conversation.get(i)) : 0;
        }
        return counted + since;
    }

    public static long tokens(Entry entry) {
        long sum = TOKENS_PER_MESSAGE;
        for (JsonNode block : entry.message().path("content")) {
            boolean image = block.path("type").asText().equals("image");
            sum += image ? TOKENS_PER_IMAGE : text(block) / CHARS_PER_TOKEN;
        }
        return sum;
    }

    private static long text(JsonNode block) {
        return block.path("text").asText("").length() + block.path("name").asText("").length() + block.path("arguments").toString().length();
    }

    /**
     * Where to cut so that the newest of about so many tokens stay: before what a person said, so that no call is parted from its
     * result; 0 when there is no such place behind the first message.
     */
    public int cut(long keepTokens) {
        long kept = 0;
        int cut = 0;
        for (int i = messages.size() - 1; i > 0; i--) {
            kept += tokens(messages.get(i));
            if (messages.get(i).role().equals("user")) {
                if (cut > 0 && kept > keepTokens) {
                    return cut;
                }
                cut = i;
            }
        }
        return cut;
    }

    /** Of what is before this place the newest that are about so many tokens together, or fewer. */
    public List<Entry> before(int cut, long tokens) {
        int from = cut;
        long sum = 0;
        while (from > 0 && sum + tokens(messages.get(from - 1)) <= tokens) {
            from--;
            sum += tokens(messages.get(from));
        }
        return messages.subList(from, cut);
    }

    /** Where to cut so that so many messages stay, or a few more rather than a result without its call. */
    public int last(int count) {
        int cut = Math.max(0, messages.size() - count);
        while (cut > 0 && messages.get(cut).role().equals("toolResult")) {
            cut--;
        }
        return cut;
    }
}
