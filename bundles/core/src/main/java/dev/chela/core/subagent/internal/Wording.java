package dev.chela.core.subagent.internal;

import dev.chela.core.inbox.Mandate.Bill;
import dev.chela.core.subagent.Kept;
import dev.chela.core.untrusted.Untrusted;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What conversations read of each other. Pure. The words in capitals are OpenClaw's. */
final class Wording {
    private static final Set<String> SILENT = Set.of("NO_REPLY", "REPLY_SKIP", "ANNOUNCE_SKIP");
    private static final int LONGEST = 16_000;
    private static final int MOST_TOLD = 8;

    private Wording() {}

    /** Whether an answer says that nothing is to be said. */
    static boolean isSilent(String answer) {
        return answer.isBlank() || SILENT.contains(answer.strip());
    }

    static boolean skips(String answer) {
        return answer.strip().equals("ANNOUNCE_SKIP");
    }

    static String task(String text) {
        return "[Subagent Task]\n" + text;
    }

    /** @param left how many others of the same parent are still at work */
    static String end(Kept ended, Bill spent, int left, boolean toPerson) {
        String result = ended.result().isBlank() ? "(it said nothing)" : cut(ended.result());
        return "[Sub-agent " + name(ended) + " has ended: " + word(ended.state()) + "]\n"
                + Untrusted.wrap("the result of a sub-agent", List.of(Map.entry("Task", ended.order().task())), result)
                + "\nSession: " + ended.session() + ". " + figures(ended, spent) + "\n"
                + (left == 0 ? "None of your sub-agents is at work any more. " : left + " of your sub-agents " + (left == 1 ? "is" : "are")
                        + " still at work; each reports by itself. ")
                + (toPerson ? "Tell your person what matters of it, in your own words; answer NO_REPLY when there is nothing to be said yet."
                        : "Go on with your task.");
    }

    static String word(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    static String name(Kept one) {
        return one.order().label().isEmpty() ? one.id() : "\"" + one.order().label() + "\" (" + one.id() + ")";
    }

    static String figures(Kept one, Bill spent) {
        Duration took = Duration.ofMillis(Math.max(0, one.endedAt() - one.startedAt()));
        String cost = spent.cost() == 0 ? "" : ", $" + dollars(spent.cost());
        return String.format(Locale.ROOT, "It took %d s and %,d tokens%s.", took.toSeconds(), spent.input() + spent.output(), cost);
    }

    static String dollars(long micros) {
        return BigDecimal.valueOf(micros, 6).setScale(4, RoundingMode.HALF_UP).toPlainString();
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "\n… the rest stands in its conversation: sessions_history";
    }

    /** @param answered whether the answer goes back by itself */
    static String message(String from, String text, boolean answered) {
        return "[Inter-session message from " + from + ", isUser=false]\n" + Untrusted.harmless(text) + "\n["
                + (answered ? "Your answer goes back there by itself; answer REPLY_SKIP to end the exchange." : "No answer to this goes back by itself.") + "]";
    }

    static String briefing(List<Kept> kept, long endedSince) {
        String running = kept.stream().filter(Kept::isRunning).map(one -> "- " + name(one) + ": at work\n").collect(Collectors.joining());
        String ended = kept.stream().filter(one -> !one.isRunning() && one.endedAt() >= endedSince).limit(MOST_TOLD)
                .map(one -> "- " + name(one) + ": " + word(one.state()) + "\n").collect(Collectors.joining());
        return running.isEmpty() && ended.isEmpty() ? "" : "\n## Sub-agents of this conversation\n" + running + ended
                + (running.isEmpty() ? "" : "Each reports by itself when it ends: do not look after it in a loop; end your turn with sessions_yield.\n");
    }
}
