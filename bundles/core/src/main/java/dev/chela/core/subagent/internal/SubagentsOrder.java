package dev.chela.core.subagent.internal;

import dev.chela.api.command.Command;
import dev.chela.api.command.CommandCall;
import dev.chela.api.fault.Permanent;
import dev.chela.core.session.Entry;
import dev.chela.core.session.Sessions;
import dev.chela.core.session.Transcripts;
import dev.chela.core.subagent.Kept;
import dev.chela.core.subagent.Kin;
import dev.chela.core.text.Excerpt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /subagents list|info|log}: what a conversation has set to work. */
@Component
public final class SubagentsOrder implements Command {
    private static final int LINES = 10;
    private static final int LONGEST = 300;
    private static final String HOW = "/subagents list, /subagents info ID, or /subagents log ID";

    private final Kin kin;
    private final Sessions sessions;
    private final Transcripts transcripts;

    @Activate
    public SubagentsOrder(@Reference Kin kin, @Reference Sessions sessions, @Reference Transcripts transcripts) {
        this.kin = kin;
        this.sessions = sessions;
        this.transcripts = transcripts;
    }

    @Override
    public CommandInfo info() {
        return new CommandInfo("subagents", List.of(), "Shows what this conversation has set to work: list, info ID, log ID", false);
    }

    @Override
    public String run(CommandCall call) {
        String[] words = call.args().strip().split("\\s+", 2);
        List<Kept> all = kin.of(call.session());
        return switch (words[0].toLowerCase(Locale.ROOT)) {
            case "", "list" -> list(all);
            case "info" -> info(named(all, words));
            case "log" -> log(named(all, words));
            default -> throw new Permanent("say " + HOW);
        };
    }

    private static Kept named(List<Kept> all, String[] words) {
        if (words.length < 2) {
            throw new Permanent("which one? Say " + HOW);
        }
        return all.stream().filter(one -> one.isCalled(words[1].strip())).findFirst()
                .orElseThrow(() -> new Permanent("there is no sub-agent '" + words[1].strip() + "' here; /subagents lists them"));
    }

    private static String list(List<Kept> all) {
        return all.isEmpty() ? "No sub-agents." : all.stream().map(one -> Wording.name(one) + ": " + Wording.word(one.state())
                + ", " + line(one.order().task())).collect(Collectors.joining("\n"));
    }

    private static String info(Kept one) {
        List<String> lines = new ArrayList<>(List.of("Sub-agent " + Wording.name(one) + ": " + Wording.word(one.state()),
                "Session: " + one.session(), "Started: " + Instant.ofEpochMilli(one.startedAt()), "Task: " + line(one.order().task())));
        if (!one.isRunning()) {
            lines.add(Wording.figures(one, one.spent()));
            lines.add("Result: " + (one.result().isBlank() ? "none" : line(one.result())));
        }
        return String.join("\n", lines);
    }

    private String log(Kept one) {
        List<String> lines = new ArrayList<>();
        sessions.find(one.session()).ifPresent(session -> transcripts.back(session, entry -> {
            lines.add(told(entry));
            return lines.size() < LINES;
        }));
        Collections.reverse(lines);
        return lines.isEmpty() ? "Nothing was said in it." : String.join("\n", lines);
    }

    private static String told(Entry entry) {
        return entry.role() + ": " + line(entry.text());
    }

    private static String line(String text) {
        return Excerpt.line(text, LONGEST);
    }
}
