package dev.chela.testkit.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the conversation asks for: words to stream, or one tool call.
 *
 * @param tool empty when there is none
 * @param first milliseconds before the first word
 * @param delay milliseconds before each further word
 * @param holds after how many words it waits to be released
 * @param cached how many tokens of the prompt came from a cache
 * @param reasoned how many tokens of the answer were thought
 */
record Plan(List<String> words, String tool, String arguments, int first, int delay, Set<Integer> holds, int cached, int reasoned) {
    private static final Pattern COMMAND = Pattern.compile("(?:^|[\\s\\]:>])(echo|count|tool)\\s+(\\S.*)$");
    private static final Pattern OTHERS =
            Pattern.compile("<<<EXTERNAL_UNTRUSTED_CONTENT id=\"(\\w+)\">>>.*?<<<END_EXTERNAL_UNTRUSTED_CONTENT id=\"\\1\">>>", Pattern.DOTALL);
    private static final Pattern MODIFIER = Pattern.compile("\\s*\\[(first|delay|hold|cached|reasoned)=(\\d+)]");
    private static final Pattern WORD = Pattern.compile("\\s*\\S+");

    /** @param calls whether an assistant's message calls tools */
    record Said(String role, String text, boolean calls) {}

    boolean callsTool() {
        return !tool.isEmpty();
    }

    static Plan of(List<Said> conversation) {
        String result = null;
        String wish = null;
        for (int i = conversation.size() - 1; i >= 0 && wish == null; i--) {
            Said said = conversation.get(i);
            if (said.role().equals("assistant") && !said.calls()) {
                break;
            }
            if (said.role().equals("tool") && result == null) {
                result = said.text();
            }
            if (said.role().equals("user") && command(said.text()) != null) {
                wish = said.text();
            }
        }
        return wish == null ? words("ok", "") : of(wish, result);
    }

    private static Plan of(String wish, String result) {
        Matcher command = command(wish);
        String rest = MODIFIER.matcher(command.group(2)).replaceAll("").strip();
        if (command.group(1).equals("echo")) {
            return words(rest, wish);
        }
        if (command.group(1).equals("count")) {
            return words(numbers(rest), wish);
        }
        if (result != null) {
            return words(result.length() > 2000 ? result.substring(0, 2000) : result, wish);
        }
        String[] parts = rest.split("\\s+", 2);
        return as(wish, List.of(), parts[0], parts.length == 1 ? "{}" : parts[1]);
    }

    private static Plan words(String text, String wish) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(text);
        while (word.find()) {
            words.add(word.group());
        }
        return as(wish, words, "", "");
    }

    private static Plan as(String wish, List<String> words, String tool, String arguments) {
        return new Plan(words, tool, arguments, modifier(wish, "first"), modifier(wish, "delay"), all(wish, "hold").collect(Collectors.toSet()),
                modifier(wish, "cached"), modifier(wish, "reasoned"));
    }

    private static String numbers(String upTo) {
        StringBuilder text = new StringBuilder();
        int n = Integer.parseInt(upTo.replaceAll("\\D.*", ""));
        for (int i = 1; i <= n; i++) {
            text.append(i == 1 ? "" : " ").append(i);
        }
        return text.toString();
    }

    /** It obeys nobody whose words are marked as those of others. */
    private static Matcher command(String text) {
        Matcher last = null;
        for (String line : OTHERS.matcher(text).replaceAll("").split("\n")) {
            Matcher matcher = COMMAND.matcher(line.strip());
            if (matcher.find()) {
                last = matcher;
            }
        }
        return last;
    }

    private static int modifier(String text, String name) {
        return all(text, name).reduce(0, (before, last) -> last);
    }

    private static Stream<Integer> all(String text, String name) {
        return MODIFIER.matcher(text).results().filter(one -> one.group(1).equals(name)).map(one -> Integer.valueOf(one.group(2)));
    }
}
