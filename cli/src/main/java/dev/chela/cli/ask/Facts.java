package dev.chela.cli.ask;

import dev.chela.cli.Console;
import dev.chela.cli.LineFlow;
import dev.chela.cli.Style;
import java.util.ArrayList;
import java.util.List;

/** Names and values below each other, the values in one column; a fact nobody knows is left out. */
public final class Facts {
    private record Fact(String name, String value) {}

    private final Console console;
    private final List<Fact> facts = new ArrayList<>();

    public Facts(Console console) {
        this.console = console;
    }

    public void add(String name, String value) {
        if (!value.isBlank()) {
            facts.add(new Fact(name, Style.safe(value)));
        }
    }

    @Override
    public String toString() {
        int width = facts.stream().mapToInt(fact -> fact.name().length()).max().orElse(0);
        StringBuilder text = new StringBuilder();
        for (Fact fact : facts) {
            String gap = " ".repeat(width + 2 - fact.name().length());
            text.append(text.length() == 0 ? "" : "\n").append(console.style().dim(fact.name())).append(gap)
                    .append(String.join("\n" + " ".repeat(width + 2), LineFlow.fold(fact.value(), console.columns() - width - 2, String::length)));
        }
        return text.toString();
    }
}
