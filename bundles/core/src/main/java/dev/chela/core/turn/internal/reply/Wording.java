package dev.chela.core.turn.internal.reply;

import dev.chela.core.outbox.Silence;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What of a model's answer is for people on a platform. Pure. The tokens are OpenClaw's.
 *
 * @param text empty when nothing is left to say
 * @param silent whether the model said that it has nothing to say
 * @param answering the platform's id of the message that it wants to answer; empty for the one it was asked by
 */
public record Wording(String text, boolean silent, Optional<String> answering) {
    private static final Pattern FENCED = Pattern.compile("```.*?(?:```|\\z)|`[^`\\n]*`", Pattern.DOTALL);
    private static final Pattern LEAKED = Pattern.compile(
            "<(tool_calls?|function_calls?|function_results?|system-reminder)\\b[^>]*>.*?</\\1>", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
    private static final Pattern TAG = Pattern.compile(
            "[ \\t]*\\[\\[\\s*(?:reply_to_current|audio_as_voice|reply_to:\\s*([^\\]\\s]{1,200}))\\s*\\]\\][ \\t]?", Pattern.CASE_INSENSITIVE);
    private static final Pattern WHOLE = Pattern.compile("[\\s*_`\"'.]*" + Silence.WORD + "[\\s*_`\"'.]*", Pattern.CASE_INSENSITIVE);
    private static final Pattern EDGE = Pattern.compile("\\A\\s*" + Silence.WORD + "[ \\t]*\\n|\\n[ \\t]*" + Silence.WORD + "\\s*\\z", Pattern.CASE_INSENSITIVE);

    public static Wording of(String answer) {
        StringBuilder text = new StringBuilder();
        StringBuilder words = new StringBuilder();
        Matcher code = FENCED.matcher(answer);
        int from = 0;
        while (code.find()) {
            words.append(answer, from, code.start());
            text.append(cleaned(answer.substring(from, code.start()))).append(code.group());
            from = code.end();
        }
        words.append(answer, from, answer.length());
        text.append(cleaned(answer.substring(from)));
        boolean silent = WHOLE.matcher(text).matches();
        return new Wording(silent ? "" : EDGE.matcher(text).replaceAll("").strip(), silent, named(words.toString()));
    }

    private static String cleaned(String words) {
        return TAG.matcher(LEAKED.matcher(words).replaceAll("")).replaceAll("");
    }

    private static Optional<String> named(String words) {
        return TAG.matcher(words).results().flatMap(tag -> Optional.ofNullable(tag.group(1)).stream()).findFirst();
    }
}
