package dev.chela.cli.chat;

import dev.chela.cli.LineFlow;
import dev.chela.cli.Style;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.jline.reader.LineReader;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.utils.AttributedString;

/**
 * The conversation above, the line being typed below. The line of the answer that still grows is drawn as part of the
 * prompt, so that a person can type while text streams and neither disturbs the other.
 */
final class TerminalScreen implements Screen {
    private static final ToIntFunction<String> COLUMNS = text -> new AttributedString(text).columnLength();

    /** "› " before what a person says, and the last column, where terminals differ. */
    private static final int MARGIN = 3;

    private final LineReaderImpl reader;
    private final Style style;
    private final LineFlow flow = new LineFlow(COLUMNS);
    private boolean atWork;
    /** Read by a reader that begins a line, under its own lock, so that it cannot wait for ours. */
    private volatile String prompt;

    TerminalScreen(LineReaderImpl reader, Style style) {
        this.reader = reader;
        this.style = style;
        prompt = drawn();
        // A line that begins takes the prompt of that moment: one that was handed to it before may be old by then.
        reader.getWidgets().put(LineReader.CALLBACK_INIT, () -> {
            reader.setPrompt(prompt);
            return true;
        });
    }

    @Override
    public synchronized void show(Tone tone, String text) {
        endStream();
        print(painted(tone, String.join("\n", LineFlow.fold(Style.safe(text).stripTrailing().replace("\t", "    "), width(), COLUMNS))));
        redraw();
    }

    private String painted(Tone tone, String text) {
        switch (tone) {
            case USER:
                return "\n" + style.cyan("› ") + style.bold(text.replace("\n", "\n  ")) + "\n";
            case TOOL:
                return style.dim(text);
            case TOOL_FAILED:
            case FAULT:
                return style.red(text);
            case NOTICE:
                return style.yellow(text);
            default:
                return text;
        }
    }

    @Override
    public synchronized void stream(String more) {
        List<String> complete = flow.more(Style.safe(more).replace("\t", "    "), width());
        if (!complete.isEmpty()) {
            print(String.join("\n", complete));
        }
        redraw();
    }

    @Override
    public synchronized void endStream() {
        String line = flow.end();
        if (!line.isEmpty()) {
            print(line);
            redraw();
        }
    }

    @Override
    public synchronized void working(boolean now) {
        if (now != atWork) {
            atWork = now;
            redraw();
        }
    }

    /** What stands before the line being typed. */
    String prompt() {
        return prompt;
    }

    private String drawn() {
        String growing = flow.open().isEmpty() ? "" : flow.open() + "\n";
        return growing + (atWork ? style.dim("working, Ctrl-C stops it ") : "") + style.cyan("› ");
    }

    /** JLine prints no empty line and swallows a last newline, so the gap between paragraphs gets a space to stand on. */
    private void print(String text) {
        String lines = Arrays.stream(text.split("\n", -1))
                .map(line -> line.isEmpty() ? " " : line)
                .collect(Collectors.joining("\n"));
        reader.printAbove(AttributedString.fromAnsi(lines));
    }

    private void redraw() {
        prompt = drawn();
        reader.setPrompt(prompt);
        if (reader.isReading()) {
            reader.redisplay();
        }
    }

    private int width() {
        return Math.max(20, reader.getTerminal().getSize().getColumns() - MARGIN);
    }
}
