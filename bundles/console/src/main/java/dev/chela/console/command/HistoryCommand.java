package dev.chela.console.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.fault.Permanent;
import dev.chela.core.agent.Agents;
import dev.chela.core.session.Entry;
import dev.chela.core.session.Session;
import dev.chela.core.session.SessionKeys;
import dev.chela.core.session.Sessions;
import dev.chela.core.session.Transcripts;
import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.OptionalInt;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

@Service
@Command(scope = "chela", name = "history", description = "Shows what was said in a conversation, the newest last.")
public final class HistoryCommand extends HouseCommand {
    private static final int LONGEST = 1000;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMM HH:mm:ss", Locale.ENGLISH);

    @Argument(name = "session", description = "The session's key; the default agent's main one when not given.")
    @Completion(SessionNames.class)
    private String key = "main";

    @Option(name = "-n", aliases = "--limit", description = "How many messages at most.")
    private int limit = 20;

    @Reference
    private Sessions sessions;

    @Reference
    private Transcripts transcripts;

    @Reference
    private Agents agents;

    @Override
    void run(PrintStream out) {
        if (limit < 1 || limit > LONGEST) {
            throw new Permanent("--limit is " + limit + "; it must be from 1 to " + LONGEST + ".");
        }
        Session session = sessions.find(SessionKeys.read(key, agents.primary().id()))
                .orElseThrow(() -> new Permanent("There is no session '" + key + "'. See: chela:sessions"));
        Transcripts.Page page = transcripts.page(session, 0, limit);
        if (page.more()) {
            OptionalInt total = transcripts.total(session);
            out.println("… " + (total.isPresent() ? total.getAsInt() - page.messages().size() + " " : "many ") + "earlier messages; --limit shows more");
        }
        page.messages().forEach(entry -> show(entry, out));
    }

    private static void show(Entry entry, PrintStream out) {
        Instant at = Instant.ofEpochMilli(entry.message().path("timestamp").asLong());
        out.println("── " + speaker(entry) + ", " + TIME.format(at.atZone(ZoneId.systemDefault())));
        JsonNode content = entry.message().path("content");
        if (content.isTextual()) {
            out.println(Plain.text(content.asText()));
        }
        content.forEach(block -> out.println(Plain.text(words(block)).stripTrailing()));
    }

    private static String speaker(Entry entry) {
        JsonNode message = entry.message();
        return switch (entry.role()) {
            case "toolResult" -> "result of " + message.path("toolName").asText() + (message.path("isError").asBoolean() ? ", failed" : "");
            case "assistant" -> "assistant (" + message.path("model").asText() + ")";
            default -> entry.role();
        };
    }

    private static String words(JsonNode block) {
        return switch (block.path("type").asText()) {
            case "text" -> block.path("text").asText();
            case "toolCall" -> "→ " + block.path("name").asText() + " " + block.path("arguments");
            default -> "[" + block.path("type").asText() + "]";
        };
    }
}
