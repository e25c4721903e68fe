package dev.chela.core.command.internal;

import dev.chela.api.command.Command;
import dev.chela.api.command.CommandCall;
import dev.chela.api.fault.Denied;
import dev.chela.api.task.Clock;
import dev.chela.core.agent.Agents;
import dev.chela.core.command.OwnerOnly;
import dev.chela.core.json.Json;
import dev.chela.core.session.Entry;
import dev.chela.core.session.Session;
import dev.chela.core.session.SessionKeys;
import dev.chela.core.session.Sessions;
import dev.chela.core.session.Transcripts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /export}: the conversation as a page, or as lines of JSON, in the agent's workspace. Never over a file that is there. */
@Component(service = Command.class)
public final class Export implements Command {
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

    private final Sessions sessions;
    private final Transcripts transcripts;
    private final Agents agents;
    private final Clock clock;

    @Activate
    public Export(@Reference Sessions sessions, @Reference Transcripts transcripts, @Reference Agents agents, @Reference Clock clock) {
        this.sessions = sessions;
        this.transcripts = transcripts;
        this.agents = agents;
        this.clock = clock;
    }

    @Override
    public CommandInfo info() {
        return new CommandInfo("export", List.of("export-session"), "Writes this conversation into the workspace: /export, /export FILE.html|FILE.jsonl (owner)", true);
    }

    @Override
    public String run(CommandCall call) throws IOException {
        OwnerOnly.check(call);
        Session session = sessions.open(call.session());
        Path workspace = agents.get(call.session().agent()).workspace().toRealPath();
        String name = call.args().isBlank() ? "exports/" + SessionKeys.fileName(call.session()) + "-"
                + STAMP.format(clock.now().atZone(ZoneId.systemDefault())) + ".html" : call.args();
        Path file = within(workspace, name);
        List<Entry> messages = transcripts.messages(session);
        String text = name.toLowerCase(Locale.ROOT).endsWith(".jsonl") ? lines(messages) : ExportPage.of(session, messages);
        try {
            Files.writeString(file, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException there) {
            return "There is already a " + workspace.relativize(file) + " in the workspace; name another file.";
        }
        return "Wrote " + messages.size() + " messages to " + workspace.relativize(file) + " in the workspace.";
    }

    private static String lines(List<Entry> messages) {
        return messages.stream().map(entry -> Json.write(entry.body())).collect(Collectors.joining("\n", "", "\n"));
    }

    /** Also where a folder on the way is a link to elsewhere. */
    private static Path within(Path workspace, String name) throws IOException {
        Path file = workspace.resolve(name).normalize();
        Path there = file.getParent();
        while (there != null && !Files.exists(there, LinkOption.NOFOLLOW_LINKS)) {
            there = there.getParent();
        }
        if (!file.startsWith(workspace) || file.equals(workspace) || there == null || !there.toRealPath().startsWith(workspace)) {
            throw new Denied("'" + name + "' is not in the workspace");
        }
        Files.createDirectories(file.getParent());
        return file;
    }
}
