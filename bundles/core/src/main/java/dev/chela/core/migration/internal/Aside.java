package dev.chela.core.migration.internal;

import dev.chela.core.home.Home;
import dev.chela.core.home.PrivateFiles;
import dev.chela.core.migration.internal.Findings.Kind;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The lines of one transcript that are no entries: kept as they are, in a file of their own, and named. */
final class Aside {
    /** Byte for byte: what is damaged may be no text. */
    private static final Charset BYTES = StandardCharsets.ISO_8859_1;
    private final Path file;
    private final List<String> lines = new ArrayList<>();
    private final List<Long> numbers = new ArrayList<>();

    /** @param origin the transcript's place in the source */
    Aside(Home home, String origin) {
        file = home.root().resolve(Findings.DIRECTORY).resolve("damaged").resolve(origin);
    }

    void keep(SourceLines.Line line) {
        lines.add(new String(line.raw(), BYTES));
        numbers.add(line.number());
    }

    /** On disk before what it was taken from counts as brought. */
    void write(String origin, Findings findings) throws IOException {
        if (lines.isEmpty()) {
            return;
        }
        if (!findings.rehearsal()) {
            PrivateFiles.directory(file.getParent());
            List<String> all = Files.exists(file)
                    ? new ArrayList<>(List.of(new String(Files.readAllBytes(file), BYTES).split("\n"))) : new ArrayList<>();
            lines.stream().filter(line -> !all.contains(line)).forEach(all::add);
            PrivateFiles.write(file, (String.join("\n", all) + "\n").getBytes(BYTES));
        }
        findings.left(Kind.LINES, origin + ", line " + String.join(", ", numbers.stream().map(String::valueOf).toList()),
                (numbers.size() == 1 ? "is no entry; it is kept in " : "are no entries; they are kept in ") + file);
    }
}
