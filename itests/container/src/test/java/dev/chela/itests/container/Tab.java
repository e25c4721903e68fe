package dev.chela.itests.container;

import java.util.List;
import org.apache.karaf.shell.api.console.CommandLine;

/** A line of the console with the cursor at its end, where somebody presses the tabulator. */
record Tab(String line) implements CommandLine {
    @Override
    public String[] getArguments() {
        return line.split(" ", -1);
    }

    @Override
    public int getCursorArgumentIndex() {
        return getArguments().length - 1;
    }

    @Override
    public String getCursorArgument() {
        return List.of(getArguments()).get(getCursorArgumentIndex());
    }

    @Override
    public int getArgumentPosition() {
        return getCursorArgument().length();
    }

    @Override
    public int getBufferPosition() {
        return line.length();
    }

    @Override
    public String getBuffer() {
        return line;
    }
}
