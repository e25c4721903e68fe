package dev.chela.core.access;

import dev.chela.core.agent.Agent;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** Whether a text of a group speaks to an agent. Pure. */
public final class Mentions {
    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
    /** Whoever speaks to somebody does so soon. */
    private static final int LOOKED_AT = 2_000;
    private static final Pattern NATIVE = Pattern.compile("^\\s*(?:<@[^>\\s]{1,64}>|@\\S{1,64})[\\s,:]*");

    private Mentions() {}

    /** @param configured what stands in the configuration; empty to go by the agent's name and emoji */
    public static boolean speaksTo(Agent agent, Optional<List<String>> configured, String text) {
        String start = text.length() > LOOKED_AT ? text.substring(0, LOOKED_AT) : text;
        return configured.orElseGet(() -> derived(agent)).stream().anyMatch(pattern -> finds(pattern, start));
    }

    /** The words behind a mention at the beginning: {@code @house /status} is an order too. */
    public static String afterMention(String text) {
        Matcher mention = NATIVE.matcher(text);
        return mention.find() ? text.substring(mention.end()) : text;
    }

    static List<String> derived(Agent agent) {
        String name = name(agent);
        String words = Stream.of(name.strip().split("\\s+")).map(Pattern::quote).reduce((a, b) -> a + "\\s+" + b).orElse("");
        Stream<String> byName = name.isBlank() ? Stream.empty() : Stream.of("(?<![\\p{L}\\p{N}_])@?" + words + "(?![\\p{L}\\p{N}_])");
        Stream<String> byEmoji = agent.identity().emoji().isBlank() ? Stream.empty() : Stream.of(Pattern.quote(agent.identity().emoji()));
        return Stream.concat(byName, byEmoji).toList();
    }

    /** An id that nobody chose as a name is a word like any other: {@code main}. */
    private static String name(Agent agent) {
        return !agent.identity().name().isBlank() ? agent.identity().name() : agent.name().equals(agent.id().value()) ? "" : agent.name();
    }

    /** Strangers write the text and the engine can be made to search for ever: it gets so many looks and no more. */
    private static boolean finds(String pattern, String text) {
        try {
            return Pattern.compile(pattern, FLAGS).matcher(new Looks(text)).find();
        } catch (PatternSyntaxException | TooManyLooks unfit) {
            return false;
        }
    }

    private static final class TooManyLooks extends IllegalStateException {
        private static final long serialVersionUID = 1;

        TooManyLooks() {
            super("the pattern needs too long for this text");
        }
    }

    private static final class Looks implements CharSequence {
        private static final int MOST = 200_000;
        private final String text;
        private int left = MOST;

        Looks(String text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            if (--left < 0) {
                throw new TooManyLooks();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
