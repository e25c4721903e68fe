package dev.chela.itests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.itests.sample.LetterBox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may write over a channel: a stranger at the door, and people who talk among themselves. */
class PeopleIT extends OneHouse {
    private static final Pattern ORDER = Pattern.compile("chela pairing approve letterbox ([A-Z2-9]{8})");

    @TempDir
    private static Path box;

    private int letters;

    @Override
    protected String settings() {
        try {
            Files.createDirectories(box.resolve("in"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return super.settings().replace("tools: {",
                "channels: { letterbox: { directory: \"" + box + "\", groupAllowFrom: [\"alice\"] } },\n  tools: {");
    }

    @Test
    void a_stranger_is_given_a_code_and_talks_once_the_owner_has_approved_it_and_groups_are_left_alone() throws Exception {
        Path jar = Files.write(gateway.home().resolve("letterbox.part"), SwapIT.LETTER_BOX.jar("1.0.0"));
        Files.move(jar, gateway.home().resolve("deploy/letterbox.jar"), StandardCopyOption.ATOMIC_MOVE);
        write(LetterBox.letter("mallory", "echo never read"));
        Until.holds("a code for the stranger", () -> ORDER.matcher(answers()).find());
        Matcher order = ORDER.matcher(answers());
        assertThat(order.find()).isTrue();
        assertThat(chela("pairing", "list")).contains(order.group(1), "mallory");
        assertThat(chela("pairing", "approve", "letterbox", order.group(1), "--notify")).contains("Let in: mallory");
        write(LetterBox.letter("mallory", "echo heard at last"));
        Until.holds("an answer to the stranger", () -> answers().contains("1.0.0 to mallory: heard at last"));
        assertThat(answers()).doesNotContain("never read").contains("You have been let in");

        write(LetterBox.inGroup("alice", "family", false, "echo among ourselves"));
        write(LetterBox.inGroup("mallory", "family", true, "echo paired but not for groups"));
        write(LetterBox.inGroup("alice", "family", true, "echo you are meant"));
        Until.holds("an answer to the group", () -> answers().contains("1.0.0 to family: you are meant"));
        assertThat(answers()).doesNotContain("among ourselves", "not for groups");
        assertThat(wire.call("channels.status", "{}").at("/channelAccounts/letterbox/0/refused").toString()).isEqualTo("[\"mallory\"]");
        assertThat(gateway.log().sinceBoot()).contains("'mallory' wrote in group 'family'").doesNotContain("never read", "not for groups");
    }

    private void write(String letter) throws IOException {
        Path half = Files.writeString(box.resolve("half"), letter);
        Files.move(half, box.resolve("in").resolve(String.valueOf(++letters)), StandardCopyOption.ATOMIC_MOVE);
    }

    private String answers() {
        try {
            Path out = box.resolve("out.txt");
            return Files.exists(out) ? Files.readString(out) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String chela(String... words) throws Exception {
        List<String> all = new java.util.ArrayList<>(List.of(words));
        all.addAll(List.of("--url", gateway.url().toString(), "--token", Gateway.TOKEN));
        Process process = gateway.launcher(all.toArray(String[]::new)).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }
}
