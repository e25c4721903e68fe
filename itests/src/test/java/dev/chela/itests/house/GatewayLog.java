package dev.chela.itests.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** What the gateway wrote about itself. */
public final class GatewayLog {
    private static final int LINES_OF_A_BOOT = 20;
    private static final Pattern INFO = Pattern.compile("^\\S+ INFO .*");
    private static final Pattern TRACE = Pattern.compile("^(\\s+at \\S+\\(.*|Caused by: .*|\\S+(Exception|Error): .*)");

    private final Path file;
    private long boot;

    public GatewayLog(Path file) {
        this.file = file;
    }

    public String text() {
        try {
            // What was just written may end within a character.
            return Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What comes from now on belongs to the next boot. */
    public void boots() {
        boot = Files.exists(file) ? file.toFile().length() : 0;
    }

    /** Asked again and again while a gateway starts: what earlier ones said is not read for it. */
    public String sinceBoot() {
        if (!Files.exists(file)) {
            return "";
        }
        try (InputStream in = Files.newInputStream(file)) {
            in.skipNBytes(boot);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What every log must be: few words for a boot, no stack trace, no secret. */
    public void assertHealthy() {
        List<String> lines = text().lines().toList();
        assertThat(lines).as("lines of a stack trace").noneMatch(line -> TRACE.matcher(line).matches());
        assertThat(lines).as("lines that begin with a word of the pattern").noneMatch(line -> line.startsWith("%"));
        assertThat(text()).doesNotContain(Gateway.TOKEN, Gateway.API_KEY);
        List<String> words = sinceBoot().lines().filter(line -> INFO.matcher(line).matches()).toList();
        int ready = 0;
        while (ready < words.size() && !words.get(ready).contains("listening on")) {
            ready++;
        }
        assertThat(words.subList(0, ready)).as("info lines of a boot").hasSizeLessThan(LINES_OF_A_BOOT);
    }
}
