package dev.chela.cli.command;

import dev.chela.cli.Style;
import java.util.ArrayList;
import java.util.List;

/** Names and values below each other, the values in one column; a fact nobody knows is left out. */
final class Facts {
    private record Fact(String name, String value) {}

    private final Style style;
    private final List<Fact> facts = new ArrayList<>();

    Facts(Style style) {
        this.style = style;
    }

    void add(String name, String value) {
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
            text.append(text.length() == 0 ? "" : "\n").append(style.dim(fact.name())).append(gap).append(fact.value());
        }
        return text.toString();
    }
}
