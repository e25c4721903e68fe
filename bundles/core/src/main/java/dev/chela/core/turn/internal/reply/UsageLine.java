package dev.chela.core.turn.internal.reply;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.core.session.Entry;
import dev.chela.core.session.Session;
import dev.chela.core.session.Settings.Setting;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a reply says of the tokens that its run took, as the session's settings want it. */
final class UsageLine {
    private UsageLine() {}

    static boolean isShown(Session session) {
        String level = session.settings().get(Setting.RESPONSE_USAGE);
        return !level.isEmpty() && !level.equals("off");
    }

    /** Empty when nothing is to be said. @param answers of the run */
    static String of(Session session, List<Entry> answers) {
        long input = sum(answers, "input") + sum(answers, "cacheRead") + sum(answers, "cacheWrite");
        long output = sum(answers, "output");
        if (!isShown(session) || input + output == 0) {
            return "";
        }
        String tokens = String.format(Locale.ROOT, "\n\nUsage: %,d in, %,d out", input, output);
        return session.settings().is(Setting.RESPONSE_USAGE, "full") ? tokens + cost(answers) + models(answers) : tokens;
    }

    private static long sum(List<Entry> answers, String what) {
        return answers.stream().mapToLong(answer -> usage(answer).path(what).asLong()).sum();
    }

    /** Nothing where no price is known. */
    private static String cost(List<Entry> answers) {
        BigDecimal cost = answers.stream().map(answer -> usage(answer).path("cost").path("total").decimalValue())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return cost.signum() == 0 ? "" : String.format(Locale.ROOT, ", $%.4f", cost);
    }

    private static String models(List<Entry> answers) {
        return answers.stream().map(answer -> answer.message().path("provider").asText() + "/" + answer.message().path("model").asText())
                .distinct().collect(Collectors.joining(", ", " (", ")"));
    }

    private static JsonNode usage(Entry answer) {
        return answer.message().path("usage");
    }
}
