package dev.chela.core.turn.internal.reply;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.channel.MediaRef;
import dev.chela.api.id.RunId;
import dev.chela.core.inbox.Intake;
import dev.chela.core.outbox.ReturnAddress;
import dev.chela.core.session.Entry;
import dev.chela.core.session.Session;
import dev.chela.core.session.Settings.Setting;
import dev.chela.core.store.Step;
import dev.chela.core.text.Excerpt;
import dev.chela.core.turn.internal.prompt.Messages;
import dev.chela.core.turn.internal.run.ActiveRun;
import dev.chela.core.turn.internal.run.Books;
import dev.chela.core.turn.internal.run.Enclosing;
import dev.chela.core.turn.internal.run.Rooms;
import dev.chela.core.turn.internal.settings.OutgoingStyle.Early;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What of a run's answers leaves the house over a channel, and in which form: as the session's settings say. */
public final class Reply {
    private static final int ARGUMENTS = 160;
    private static final int RESULT = 400;

    private static final String NOTHING = "I have nothing to add.";

    private final Rooms rooms;
    private final ActiveRun run;

    public Reply(Rooms rooms, ActiveRun run) {
        this.rooms = rooms;
        this.run = run;
    }

    /** The files that what is left of an answer brings. Blocks; close it behind the commit of {@link #send}. */
    public Enclosed files(Session session, Entry answer) {
        return files(session, left(answer));
    }

    Enclosed files(Session session, String text) {
        return Enclosed.of(rooms.enclosing(), new Enclosing.Whose(run.id(), run.session(), run.input(), outward(session)), text);
    }

    /** The run's last answer, together with what is to be seen of the work before it. @param files that it brings */
    public void send(Step.Builder step, Session session, Entry answer, Enclosed files) {
        boolean begun = !run.sent().isEmpty();
        Wording wording = Wording.of(files.without(left(answer)));
        String words = wording.silent() && !begun && files.isEmpty() && !maySayNothing() ? NOTHING : wording.text();
        if (words.isEmpty() && !begun && files.isEmpty()) {
            rooms.post().withdraw(step, run.id(), outward(session));
            return;
        }
        List<Entry> answers = showsWork(session) ? allWith(session, answer) : List.of(answer);
        String text = begun || words.isEmpty() ? words : prefix(session) + words;
        post(step, run.id(), session, wording.answering(), (thoughts(session, answers, answer) + text + UsageLine.of(session, answers) + traces(session)).strip(), files.refs());
    }

    /** What of an answer has not left yet. One that does not go on from what has is said as a whole. */
    private String left(Entry answer) {
        String all = Messages.textOf(answer.message());
        return all.startsWith(run.sent()) ? all.substring(run.sent().length()) : all;
    }

    /** A part of an answer that is still being written. @param files that it brings */
    void block(Step.Builder step, RunId id, Session session, String block, Enclosed files) {
        Wording wording = Wording.of(files.without(block));
        String before = run.sent().isEmpty() && !wording.text().isEmpty() ? prefix(session) : "";
        post(step, id, session, wording.answering(), before + wording.text(), files.refs());
    }

    /** What is to be seen of an answer that is still being written. @return whether anything is */
    boolean preview(Step.Builder step, Session session, String text) {
        String origin = outward(session);
        Wording wording = Wording.of(rooms.enclosing().possible(origin) ? MediaLines.without(text, place -> true) : text);
        boolean any = !wording.text().isEmpty() && !origin.isEmpty();
        if (any) {
            rooms.post().show(step, run.id(), origin, prefix(session) + wording.text());
        }
        return any;
    }

    /**
     * Who writes directly waits for an answer; in a group nobody may have spoken to the assistant, and of news from within the house, or
     * of another system, nobody knows.
     */
    private boolean maySayNothing() {
        return run.input().source().equals(Intake.WEBHOOK) || run.input().said().mandate().exists()
                || ReturnAddress.read(run.input().origin()).filter(ReturnAddress::direct).isEmpty();
    }

    private boolean showsWork(Session session) {
        return reasoning(session).equals("on") || UsageLine.isShown(session);
    }

    private String prefix(Session session) {
        return rooms.settings().outgoing().before(run.input().origin(), run.model(), Books.thinking(run.input(), session), session);
    }

    /** Walks the conversation, which may be long. */
    private List<Entry> allWith(Session session, Entry answer) {
        List<Entry> answers = new ArrayList<>(rooms.transcripts().context(session).stream().filter(this::mine).toList());
        answers.add(answer);
        return answers;
    }

    public void sayFailed(Step.Builder step, Session session, String error) {
        post(step, run.id(), session, error);
    }

    /** What the model thought before it went on to work, where it is to be seen at once. */
    public void think(Step.Builder step, Session session, Entry answer) {
        if (reasoning(session).equals("stream")) {
            post(step, new RunId("thought:" + answer.id()), session, quoted(thought(answer)).strip());
        }
    }

    /** What it says before it goes on, and what it is about to do, where that is to be seen. */
    public void work(Step.Builder step, Session session, Entry answer) {
        Early early = rooms.settings().outgoing().early(run.input().origin());
        if (early == Early.BLOCKS) {
            block(step, new RunId("block:" + answer.id()), session, left(answer), new Enclosed());
        }
        if (verbose(session)) {
            post(step, new RunId("work:" + answer.id()), session, String.join("\n", calls(answer)));
        } else if (early == Early.PROGRESS) {
            run.working(calls(answer));
            rooms.post().show(step, run.id(), outward(session), run.work().stream().map(line -> "- " + line + "\n").collect(Collectors.joining()) + "- …");
        }
    }

    /** What came of it, where that is to be seen as well. @param id of the result's entry */
    public void result(Step.Builder step, Session session, String id, String tool, String text) {
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

    private static List<String> calls(Entry answer) {
        return Messages.calls(answer.message()).stream().map(Reply::told).toList();
    }

    private static String told(JsonNode call) {
        return "`" + Messages.name(call) + "` " + cut(Messages.argumentsText(call), ARGUMENTS);
    }

    private static String cut(String text, int most) {
        return Excerpt.line(text.replace('`', '\''), most);
    }

    private void post(Step.Builder step, RunId id, Session session, String text) {
        post(step, id, session, Optional.empty(), text, List.of());
    }

    /** @param answering another message than the one that asked */
    private void post(Step.Builder step, RunId id, Session session, Optional<String> answering, String text, List<MediaRef> files) {
        if (!text.isEmpty() || !files.isEmpty()) {
            String origin = outward(session);
            rooms.post().reply(step, id, answering.flatMap(message -> ReturnAddress.read(origin).map(to -> to.answering(message).write()))
                    .orElse(origin), text, files);
        }
    }

    private String outward(Session session) {
        return rooms.sessions().outward(session, run.input().origin());
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

    /** What hooks did, where that is to be seen. */
    private String traces(Session session) {
        String own = run.input().said().manner().levels().trace();
        boolean shown = (own.isEmpty() ? session.settings().get(Setting.TRACE) : own).equals("on");
        return shown ? run.traces().stream().map(trace -> "\nTrace: " + cut(trace, RESULT)).collect(Collectors.joining("", "\n", "")) : "";
    }

    private static String thought(Entry answer) {
        StringBuilder all = new StringBuilder();
        answer.message().path("content").forEach(block -> all.append(block.path("thinking").asText("")));
        return all.toString().strip();
    }

    private static String quoted(String thought) {
        return thought.isEmpty() ? "" : thought.lines().map(line -> ("> " + line).strip()).collect(Collectors.joining("\n")) + "\n\n";
    }
}
