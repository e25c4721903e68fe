package dev.chela.cli.chat;

import dev.chela.cli.Console;
import dev.chela.cli.Failure;
import dev.chela.cli.Style;
import dev.chela.cli.chat.Screen.Tone;
import dev.chela.cli.target.Reasons;
import dev.chela.cli.wire.Connector;
import dev.chela.cli.wire.Gateway;
import dev.chela.cli.wire.Role;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.jline.keymap.KeyMap;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.Reference;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** Runs a conversation from the first prompt to the last. */
public final class Chat {
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Set<String> LEAVING = Set.of("/quit", "/exit");

    private final Console console;
    private final Connector connector;
    private final String session;

    public Chat(Console console, Connector connector, String session) {
        this.console = console;
        this.connector = connector;
        this.session = session;
    }

    /** At a terminal, until the person leaves. */
    public void atTerminal() throws IOException {
        try (Terminal terminal = TerminalBuilder.builder().system(true).dumb(false).encoding(StandardCharsets.UTF_8).build()) {
            LineReaderImpl reader = reader(terminal);
            Style style = Style.of(console.surroundings(), true);
            TerminalScreen screen = new TerminalScreen(reader, style);
            Conversation conversation = new Conversation(screen, session);
            try (Uplink uplink = new Uplink(connector, conversation, screen, FIRST_RETRY)) {
                uplink.open();
                screen.show(Tone.TOOL, "Session " + session + " at " + connector.target().url()
                        + ". /help lists commands, Ctrl-D leaves.");
                converse(reader, screen, conversation);
            }
        }
    }

    /** Each line of standard input is a message; the next is sent when the answer to the last is complete. */
    public void fromPipe() throws IOException {
        PlainScreen screen = new PlainScreen(console.out(), console.err());
        Conversation conversation = new Conversation(screen, session);
        try (Gateway gateway = connector.open(Role.chat(), conversation);
                BufferedReader lines = new BufferedReader(new InputStreamReader(console.in(), StandardCharsets.UTF_8))) {
            conversation.attach(gateway).join();
            for (String line = lines.readLine(); line != null && !LEAVING.contains(line.strip()); line = lines.readLine()) {
                sendAndWait(conversation, line.strip());
            }
        }
    }

    private void sendAndWait(Conversation conversation, String text) {
        try {
            if (!text.isEmpty()) {
                conversation.say(text);
            }
            if (!conversation.awaitIdle()) {
                throw Failure.unreachable("The conversation ended before its answer was complete. See: chela call chat.history");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.interrupted();
        }
    }

    private LineReaderImpl reader(Terminal terminal) throws IOException {
        LineReader reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("chela")
                .variable(LineReader.HISTORY_FILE, historyFile())
                .variable(LineReader.SECONDARY_PROMPT_PATTERN, "  ")
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.ERASE_LINE_ON_FINISH, true)
                .build();
        // Enter sends; Alt-Enter begins a new line.
        reader.getKeyMaps().get(LineReader.MAIN).bind(new Reference("chela-newline"), KeyMap.alt('\r'));
        reader.getWidgets().put("chela-newline", () -> {
            reader.getBuffer().write("\n");
            return true;
        });
        return (LineReaderImpl) reader;
    }

    private Path historyFile() {
        Path file = console.surroundings().home().resolve("cli").resolve("history");
        try {
            return InputHistory.prepare(file);
        } catch (IOException e) {
            throw Failure.of("Cannot keep the input history in " + file + ": " + Reasons.of(e) + ".");
        }
    }

    private void converse(LineReaderImpl reader, TerminalScreen screen, Conversation conversation) {
        boolean leaving = false;
        while (true) {
            try {
                String text = reader.readLine(screen.prompt()).strip();
                leaving = false;
                if (LEAVING.contains(text)) {
                    return;
                }
                if (!text.isEmpty()) {
                    conversation.say(text);
                }
            } catch (UserInterruptException e) {
                if (leaving) {
                    return;
                }
                // One press may interrupt the thread twice: once in the read, once behind it.
                Thread.interrupted();
                leaving = !conversation.abort() && e.getPartialLine().isEmpty();
                if (leaving) {
                    screen.show(Tone.NOTICE, "Ctrl-C again, or Ctrl-D, leaves.");
                }
            } catch (EndOfFileException e) {
                return;
            }
        }
    }
}
