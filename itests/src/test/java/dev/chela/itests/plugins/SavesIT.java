package dev.chela.itests.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.itests.house.Homes;
import dev.chela.itests.house.OneHouse;
import dev.chela.itests.house.Until;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** An author saves a source again and again while {@code chela dev} looks on; how long it takes until the tool answers by what was saved is printed. */
class SavesIT extends OneHouse {
    private static final int SAVES = Integer.getInteger("chela.saves");
    /** A first build may have to hand Chela's API to Maven's repository. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @Test
    void every_save_answers_by_the_next_uses() throws Exception {
        Path project = Files.createTempDirectory(gateway.home().getParent(), "author").resolve("rain-radar");
        Path words = project.resolveSibling("dev.out");
        Process made = gateway.launcher("dev", "new", "tool", "rain-radar", project.toString()).redirectErrorStream(true).redirectOutput(words.toFile()).start();
        assertThat(made.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        Process builder = gateway.launcher("dev", project.toString()).redirectErrorStream(true).redirectOutput(words.toFile()).start();
        try {
            await("Hello, Ada!", builder, words);
            List<Long> taken = new ArrayList<>();
            for (int save = 1; save <= SAVES; save++) {
                taken.add(save(project, save, builder, words));
            }
            System.out.println(read(words) + SAVES + " saves; from the write of the file until the tool answers by it, in milliseconds: " + Waits.figures(taken));
        } finally {
            builder.destroy();
            assertThat(builder.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }
        Homes.delete(project.getParent());
    }

    /** In nanoseconds. */
    private long save(Path project, int save, Process builder, Path words) throws IOException {
        Path source = project.resolve("src/main/java/org/example/rainradar/RainRadarTool.java");
        String next = Files.readString(source).replaceFirst("\"Hello[^,]*, \"", "\"Hello " + save + ", \"");
        long from = System.nanoTime();
        Files.writeString(source, next);
        await("Hello " + save + ", Ada!", builder, words);
        return System.nanoTime() - from;
    }

    private void await(String answer, Process builder, Path words) {
        Until.holds(PATIENCE, () -> answer + " after " + read(words), () -> {
            assertThat(builder.isAlive()).as(read(words)).isTrue();
            assertThat(read(words)).doesNotContain("does not build");
            String said = wire.call("tools.invoke", "{\"name\":\"rain-radar\",\"args\":{\"name\":\"Ada\"}}").toString();
            wire.drain();
            return said.contains(answer);
        });
    }

    private static String read(Path words) {
        try {
            return Files.readString(words, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
