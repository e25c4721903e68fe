package dev.chela.itests.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.itests.house.Homes;
import dev.chela.itests.house.Until;
import dev.chela.itests.house.Wire;
import dev.chela.itests.sample.Letters;
import dev.chela.testkit.model.FakeModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Asks plugins of every kind, in a conversation, which of their generations is in place. */
final class Trial implements AutoCloseable {
    /** What failed ten times in a row rests for a minute, and who asked waits for it. */
    static final Duration PATIENCE = Duration.ofMinutes(5);
    private final FakeModel model;
    private final Path box;
    private final Letters letters;
    private final AtomicInteger runs = new AtomicInteger();
    private @Nullable Wire wire;
    private String session = "";
    private int written;

    /** @param box where letters are laid for the channel */
    Trial(FakeModel model, Path box) {
        this.model = model;
        this.box = box;
        letters = new Letters(box);
    }

    /** From now on it asks over this connection, in this session. */
    void enter(Wire over, String in) {
        wire = over;
        session = in;
    }

    private Wire wire() {
        return Objects.requireNonNull(wire, "enter comes first");
    }

    void works(PluginKind kind, String version) {
        switch (kind) {
            case TOOL -> assertThat(said("tool tell {}")).isEqualTo("told by " + version);
            case MODEL -> assertThat(saidByParrot()).isEqualTo("Polly " + version);
            case HOOK -> assertThat(said("who ushers")).isEqualTo("ushered by " + version);
            case SKILL -> assertThat(prompt()).contains("Lore of " + version);
            case CHANNEL -> answered(version);
        }
    }

    /** Once, however it ends. */
    void use(PluginKind kind) {
        switch (kind) {
            case CHANNEL -> write();
            case MODEL -> {
                patch("parrot/polly");
                ended("hello");
                patch("fake/fake-1");
            }
            default -> ended(kind == PluginKind.TOOL ? "tool tell {}" : "who ushers");
        }
    }

    private void ended(String words) {
        String run = fresh();
        wire().chat(session, words, run);
        Until.holds(PATIENCE, () -> "the end of run " + run,
                () -> Stream.of("final", "error", "aborted").anyMatch(state -> !wire().chats(run, state).isEmpty()));
    }

    private String saidByParrot() {
        patch("parrot/polly");
        String said = said("hello");
        patch("fake/fake-1");
        return said;
    }

    private void patch(String to) {
        wire().call("sessions.patch", "{\"key\":\"" + session + "\",\"model\":\"" + to + "\"}");
    }

    String said(String words) {
        return wire().converse(session, words, fresh());
    }

    private String prompt() {
        said("echo what can you do");
        return model.last().body().path("messages").get(0).path("content").asText();
    }

    private void write() {
        letters.write("echo letter " + ++written);
    }

    /** As the configuration names the box that it writes to. */
    String settings() {
        return letters.settings("alice");
    }

    /** The last letter is answered by this generation, and every one was received, once: those that came together are answered together. */
    private void answered(String version) {
        write();
        Until.holds(version + " answers letter " + written, () -> letters.answers().contains(version + ": letter " + written));
        List<String> received = new ArrayList<>();
        wire().call("chat.history", "{\"sessionKey\":\"main\",\"limit\":1000}").path("messages").forEach(message -> {
            if (message.path("role").asText().equals("user")) {
                received.add(Wire.text(message));
            }
        });
        for (int letter = 1; letter <= written; letter++) {
            Pattern told = Pattern.compile("echo letter " + letter + "\\b");
            assertThat(received.stream().mapToLong(text -> told.matcher(text).results().count()).sum()).as("letter " + letter + " in " + received).isEqualTo(1);
        }
    }

    /** Its letters are thrown away. */
    @Override
    public void close() {
        Homes.delete(box);
    }

    private String fresh() {
        return "trial-" + runs.incrementAndGet();
    }

    static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
