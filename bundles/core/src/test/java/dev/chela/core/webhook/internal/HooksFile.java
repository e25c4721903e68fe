package dev.chela.core.webhook.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.core.config.internal.FileConfig;
import dev.chela.core.event.internal.InProcessEvents;
import dev.chela.core.home.internal.LockedHome;
import dev.chela.core.secret.internal.HomeEnvironment;
import dev.chela.core.secret.internal.LocalSecrets;
import dev.chela.core.secret.internal.ShapeRedactor;
import dev.chela.core.turn.internal.HeldClock;
import dev.chela.core.webhook.WebhooksConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The section as a person writes it, read as the gateway reads it. */
public final class HooksFile {
    /** With this token, unless a test says something else. */
    public static final String TOKEN = "a-token-of-the-hooks-0123456789";

    private HooksFile() {}

    private record Read(WebhooksConfig config, List<String> issues) {}

    /** @param hooks what stands between the section's braces, beside {@code enabled} and {@code token} */
    public static WebhooksConfig read(String hooks) {
        Read read = load("enabled: true, token: \"" + TOKEN + "\", " + hooks);
        assertThat(read.issues()).isEmpty();
        return read.config();
    }

    /** What is wrong with all that stands between the section's braces. */
    static String fault(String hooks) {
        Read read = load(hooks);
        assertThat(read.issues()).as("issues of %s", hooks).isNotEmpty();
        assertThat(read.config().isOn()).as("what cannot be read stays off").isFalse();
        return String.join("\n", read.issues());
    }

    private static Read load(String hooks) {
        try {
            Path root = Files.createTempDirectory("hooks");
            Files.writeString(root.resolve("chela.json5"), "{ hooks: { " + hooks + " } }");
            try (LockedHome home = new LockedHome(root); HeldClock clock = new HeldClock()) {
                HomeEnvironment environment = new HomeEnvironment(home, Map.of());
                ShapeRedactor redactor = new ShapeRedactor();
                FileConfig config = new FileConfig(home, environment, new LocalSecrets(home, environment, redactor), redactor, new InProcessEvents(),
                        clock);
                WebhooksConfig read = config.section("hooks", WebhooksConfig.class).get();
                List<String> issues = config.current().issues().stream().map(issue -> issue.path() + ": " + issue.message()).toList();
                config.close();
                return new Read(read, issues);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
