package dev.chela.core.store.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real process, ended by a real {@code kill -9}. */
class LedgerKillTest {
    @TempDir
    Path temp;

    @Test
    void every_number_that_a_killed_process_printed_is_in_the_ledger_and_in_the_file() throws Exception {
        TreeSet<String> printed = new TreeSet<>();
        for (int round = 0; round < 3; round++) {
            printed.addAll(writeUntilKilled("r" + round, 300 + 200 * round));
            try (LedgerHarness harness = new LedgerHarness(temp).open()) {
                List<String> keys = harness.keys();
                assertThat(keys).containsAll(printed).doesNotHaveDuplicates();
                assertThat(harness.ids()).isEqualTo(keys);
            }
        }
    }

    private List<String> writeUntilKilled(String prefix, int enough) throws IOException, InterruptedException {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp", System.getProperty("java.class.path"), LedgerWriterMain.class.getName(), temp.toString(), prefix)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out = child.inputReader()) {
            List<String> lines = new java.util.ArrayList<>();
            String line;
            while ((line = out.readLine()) != null) {
                lines.add(line);
                if (lines.size() == enough) {
                    child.toHandle().destroyForcibly(); // The process object would close the stream, with what is still in it.
                }
            }
            child.waitFor();
            assertThat(lines).hasSizeGreaterThanOrEqualTo(enough);
            return whole(lines, prefix);
        }
    }

    /** The kill may have torn the last line of the output, too. */
    private static List<String> whole(List<String> lines, String prefix) {
        return lines.stream().filter(line -> line.matches(prefix + "-\\d-\\d+;")).map(line -> line.replace(";", "")).toList();
    }
}
