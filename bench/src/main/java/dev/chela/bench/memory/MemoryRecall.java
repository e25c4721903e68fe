package dev.chela.bench.memory;

import dev.chela.core.memory.Memories.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Recall among the first five of the generated questions, by words alone and together with vectors; printed as a table in Markdown. */
public final class MemoryRecall {
    private static final long SEED = 20_261_121;

    private MemoryRecall() {}

    /** @param words how many questions to pass over for each that is asked; none when not said */
    public static void main(String... words) throws IOException {
        int each = words.length == 0 ? 1 : Integer.parseInt(words[0]) + 1;
        Map<String, double[]> table = new LinkedHashMap<>();
        for (boolean hybrid : List.of(false, true)) {
            Path root = Files.createTempDirectory("memory-recall");
            RetrievalSet set = new RetrievalSet(SEED);
            set.write(root.resolve("workspace"));
            try (Remembering memory = new Remembering(root, hybrid)) {
                Status status = memory.index();
                System.err.println(status);
                List<Question> all = IntStream.range(0, set.questions().size()).filter(i -> i % each == 0).mapToObj(set.questions()::get).toList();
                Map<String, List<Question>> kinds = all.stream()
                        .collect(Collectors.groupingBy(Question::kind, LinkedHashMap::new, Collectors.toList()));
                kinds.put("all", all);
                kinds.forEach((kind, asked) -> table.computeIfAbsent(kind, row -> new double[3])[hybrid ? 1 : 0] =
                        asked.stream().filter(question -> found(memory, question)).count() / (double) asked.size());
                kinds.forEach((kind, asked) -> table.get(kind)[2] = asked.size());
            }
        }
        System.out.println("| question | asked | words | words and vectors |\n|---|---|---|---|");
        table.forEach((kind, row) -> System.out.println(
                String.format(Locale.ROOT, "| %s | %.0f | %.3f | %.3f |", kind, row[2], row[0], row[1])));
    }

    private static boolean found(Remembering memory, Question question) {
        return memory.search(question.text()).hits().stream().anyMatch(hit -> hit.path().equals(question.path())
                && hit.from() <= question.line() && hit.to() >= question.line());
    }
}
