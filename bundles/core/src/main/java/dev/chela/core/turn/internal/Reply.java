package dev.chela.core.turn.internal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.id.RunId;
import dev.chela.core.outbox.ReturnAddress;
import dev.chela.core.session.Entry;
import dev.chela.core.session.Session;
import dev.chela.core.session.Settings.Setting;
import dev.chela.core.store.Step;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What of a run's answers leaves the house over a channel, and in which form: as the session's settings say. */
final class Reply {
    private static final int ARGUMENTS = 160;
    private static final int RESULT = 400;

    private static final String NOTHING = "I have nothing to add.";

    private final Rooms rooms;
    private final ActiveRun run;

    Reply(Rooms rooms, ActiveRun run) {
        this.rooms = rooms;
        this.run = run;
    }

    /** The run's last answer, together with what is to be seen of the work before it. */
    void send(Step.Builder step, Session session, Entry answer) {
        boolean begun = !run.sent().isEmpty();
        Wording wording = Wording.of(left(answer));
        String words = wording.silent() && !begun && !maySayNothing() ? NOTHING : wording.text();
        if (words.isEmpty() && !begun) {
            return;
        }
        List<Entry> answers = showsWork(session) ? allWith(session, answer) : List.of(answer);
        String text = begun ? words : rooms.settings().outgoing().before(run, session) + words;
        post(step, run.id(), session, wording.answering(), (thoughts(session, answers, answer) + text + used(session, answers)).strip());
    }

    /** What of an answer has not left yet. One that does not go on from what has is said as a whole. */
    private String left(Entry answer) {
        String all = Messages.textOf(answer.message());
        return all.startsWith(run.sent()) ? all.substring(run.sent().length()) : all;
    }

    /** A part of an answer that is still being written. */
    void block(Step.Builder step, RunId id, Session session, String block) {
        Wording wording = Wording.of(block);
        if (!wording.text().isEmpty()) {
            String before = run.sent().isEmpty() ? rooms.settings().outgoing().before(run, session) : "";
            post(step, id, session, wording.answering(), before + wording.text());
        }
    }

    /** Who writes directly waits for an answer; in a group nobody may have spoken to the assistant. */
    private boolean maySayNothing() {
        return ReturnAddress.read(run.input().origin()).filter(ReturnAddress::direct).isEmpty();
    }

    private boolean showsWork(Session session) {
        return reasoning(session).equals("on") || showsUsage(session);
    }

    private static boolean showsUsage(Session session) {
        String level = session.settings().get(Setting.RESPONSE_USAGE);
        return !level.isEmpty() && !level.equals("off");
    }

    /** Walks the conversation, which may be long. */
    private List<Entry> allWith(Session session, Entry answer) {
        List<Entry> answers = new ArrayList<>(rooms.transcripts().context(session).stream().filter(this::mine).toList());
        answers.add(answer);
        return answers;
    }

    void sayFailed(Step.Builder step, Session session, String error) {
        post(step, run.id(), session, error);
    }

    /** What the model thought before it went on to work, where it is to be seen at once. */
    void think(Step.Builder step, Session session, Entry answer) {
        if (reasoning(session).equals("stream")) {
            post(step, new RunId("thought:" + answer.id()), session, quoted(thought(answer)).strip());
        }
    }

    /** What it says before it goes on, and what it is about to do, where that is to be seen. */
    void work(Step.Builder step, Session session, Entry answer) {
        if (rooms.settings().outgoing().sendsBlocks(run)) {
            block(step, new RunId("block:" + answer.id()), session, left(answer));
        }
        if (verbose(session)) {
            post(step, new RunId("work:" + answer.id()), session, Messages.calls(answer.message()).stream().map(Reply::told).collect(Collectors.joining("\n")));
        }
    }

    /** What came of it, where that is to be seen as well. @param id of the result's entry */
    void result(Step.Builder step, Session session, String id, String tool, String text) {
        if (level(session).equals("full")) {
            post(step, new RunId("work:" + id), session, "`" + tool + "`: " + cut(text, RESULT));
        }
    }

    private boolean verbose(Session session) {
        return level(session).equals("on") || level(session).equals("full");
    }

    private String level(Session session) {
        String own = run.input().said().manner().levels().verbose();
        return own.isEmpty() ? session.look().verbose() : own;
    }

    private static String told(JsonNode call) {
        return "`" + ToolSteps.name(call) + "` " + cut(Messages.argumentsText(call), ARGUMENTS);
    }

    private static String cut(String text, int most) {
        String line = text.strip().replaceAll("\\s+", " ").replace('`', '\'');
        return line.length() <= most ? line : line.substring(0, most - 1) + "…";
    }

    private void post(Step.Builder step, RunId id, Session session, String text) {
        post(step, id, session, Optional.empty(), text);
    }

    /** @param answering another message than the one that asked */
    private void post(Step.Builder step, RunId id, Session session, Optional<String> answering, String text) {
        String origin = session.outward(run.input().origin());
        if (!text.isEmpty()) {
            rooms.post().reply(step, id, answering.flatMap(message -> ReturnAddress.read(origin).map(to -> to.answering(message).write()))
                    .orElse(origin), text);
        }
    }

    private boolean mine(Entry entry) {
        return entry.id().startsWith(run.id() + ":") && entry.role().equals("assistant");
    }

    /** What the message itself wants goes first. */
    private String reasoning(Session session) {
        String own = run.input().said().manner().levels().reasoning();
        return own.isEmpty() ? session.settings().get(Setting.REASONING) : own;
    }

    private String thoughts(Session session, List<Entry> all, Entry last) {
        return switch (reasoning(session)) {
            case "on" -> all.stream().map(Reply::thought).map(Reply::quoted).collect(Collectors.joining());
            case "stream" -> quoted(thought(last));
            default -> "";
        };
    }

    private static String thought(Entry answer) {
        StringBuilder all = new StringBuilder();
        answer.message().path("content").forEach(block -> all.append(block.path("thinking").asText("")));
        return all.toString().strip();
    }

    private static String quoted(String thought) {
        return thought.isEmpty() ? "" : thought.lines().map(line -> ("> " + line).strip()).collect(Collectors.joining("\n")) + "\n\n";
    }

    private static String used(Session session, List<Entry> answers) {
        long input = sum(answers, "input") + sum(answers, "cacheRead") + sum(answers, "cacheWrite");
        long output = sum(answers, "output");
        if (!showsUsage(session) || input + output == 0) {
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
