package dev.chela.itests.conformance;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** {@code docs/protocol-coverage.md}: which methods of the protocol there are, and what each was held to. */
public final class Coverage {
    private static final String HEAD = """
            # The protocol's methods

            Made by `ConformanceIT`, which asks a running gateway every method below and holds parameters and result to the schema that OpenClaw
            publishes with `@openclaw/gateway-protocol`. It fails when this page is not what it would write now. To write it again:

                %s

            *Since* is the release of OpenClaw that brought the method; a method with none is younger than the published schema. *Result held to*
            names the published definitions; for a method marked "frame" OpenClaw publishes none, and its answer is held to the response's frame.
            *Not taken* are published parameters that are refused by name: they are not built yet.

            %d of %d methods are answered.

            | method | since | answered | result held to | not taken |
            |---|---|---|---|---|
            """;

    private final PublishedSchema schema;
    private final List<Row> rows;

    public Coverage(PublishedSchema schema, List<Row> rows) {
        this.schema = schema;
        this.rows = rows;
    }

    /**
     * @param command what writes the page again
     * @param offered the methods that the gateway has
     * @param notTaken by method, the published properties that it refused by name
     */
    public String page(String command, Set<String> offered, Map<String, Set<String>> notTaken) {
        Set<String> all = new TreeSet<>(offered);
        Promised.methods().forEach(all::add);
        return HEAD.formatted(command, offered.size(), all.size())
                + all.stream().map(method -> line(method, offered, notTaken.getOrDefault(method, Set.of()))).collect(Collectors.joining());
    }

    private String line(String method, Set<String> offered, Set<String> notTaken) {
        String since = schema.method(method).map(PublishedSchema.Method::since).orElse("");
        return offered.contains(method)
                ? "| `%s` | %s | yes | %s | %s |%n".formatted(method, since, heldTo(method), String.join(", ", notTaken)).replace("\r", "")
                : "| `%s` | %s | not yet | | |\n".formatted(method, since);
    }

    private String heldTo(String method) {
        String names = rows.stream().filter(row -> row.method().equals(method)).flatMap(row -> row.answer().stream())
                .map(part -> part.definition().replaceAll(".*/", "")).distinct().collect(Collectors.joining(", "));
        return names.isEmpty() ? "frame" : names;
    }

    /** Methods whose result has a published definition that no row holds it to. */
    public List<String> unjudged() {
        return rows.stream().map(Row::method).distinct()
                .filter(method -> schema.resultOf(method).isPresent() && heldTo(method).equals("frame")).toList();
    }
}
