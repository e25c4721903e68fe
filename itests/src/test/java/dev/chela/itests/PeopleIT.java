package dev.chela.itests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.itests.sample.LetterBox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is heard over a channel, and by whom: a stranger at the door, people who talk among themselves, two accounts with an agent each. */
class PeopleIT extends OneHouse {
    private static final Pattern ORDER = Pattern.compile("chela pairing approve letterbox ([A-Z2-9]{8})");

    @TempDir
    private static Path boxes;

    private final Map<String, Integer> letters = new HashMap<>();

    @Override
    protected String settings() {
        return super.settings().replace("tools: {", """
                channels: { letterbox: { groupAllowFrom: ["alice"], accounts: {
                    home: { directory: "%1$s/home" }, shop: { directory: "%1$s/shop", allowFrom: ["alice"] } } } },
                bindings: [
                  { agentId: "main", match: { channel: "letterbox", accountId: "home" } },
                  { agentId: "clerk", match: { channel: "letterbox", accountId: "shop" } },
                ],
                broadcast: { "letterbox:town": ["main", "clerk"] },
                tools: {""".formatted(boxes)).replace("agents: {", "agents: { entries: { clerk: { identity: { name: \"Clara\" } } },");
    }

    @BeforeAll
    void deliver() throws IOException {
        Files.createDirectories(boxes.resolve("home/in"));
        Files.createDirectories(boxes.resolve("shop/in"));
        Path jar = Files.write(gateway.home().resolve("letterbox.part"), SwapIT.LETTER_BOX.jar("1.0.0"));
        Files.move(jar, gateway.home().resolve("deploy/letterbox.jar"), StandardCopyOption.ATOMIC_MOVE);
    }

    @Test
    void a_stranger_is_given_a_code_and_talks_once_the_owner_has_approved_it_and_groups_are_left_alone() throws Exception {
        write("home", LetterBox.letter("mallory", "echo never read"));
        Until.holds("a code for the stranger", () -> ORDER.matcher(answers("home")).find());
        Matcher order = ORDER.matcher(answers("home"));
        assertThat(order.find()).isTrue();
        assertThat(chela("pairing", "list")).contains(order.group(1), "mallory");
        assertThat(chela("pairing", "approve", "letterbox", order.group(1), "--notify")).contains("Let in: mallory");
        write("home", LetterBox.letter("mallory", "echo heard at last"));
        Until.holds("an answer to the stranger", () -> answers("home").contains("1.0.0 to mallory: heard at last"));
        assertThat(answers("home")).doesNotContain("never read").contains("You have been let in");

        write("home", LetterBox.inGroup("alice", "family", false, "echo among ourselves"));
        write("home", LetterBox.inGroup("mallory", "family", true, "echo paired but not for groups"));
        write("home", LetterBox.inGroup("alice", "family", true, "echo you are meant"));
        Until.holds("an answer to the group", () -> answers("home").contains("1.0.0 to family: you are meant"));
        assertThat(answers("home")).doesNotContain("among ourselves", "not for groups");
        assertThat(wire.call("channels.status", "{}").at("/channelAccounts/letterbox/0/refused").toString()).isEqualTo("[\"mallory\"]");
        assertThat(gateway.log().sinceBoot()).contains("'mallory' wrote directly and is unknown").doesNotContain("never read", "not for groups");
    }

    @Test
    void each_account_is_answered_by_the_agent_that_it_is_bound_to() throws Exception {
        write("shop", "echo one loaf");
        Until.holds("an answer in the shop", () -> answers("shop").contains("1.0.0: one loaf"));
        assertThat(wire.call("sessions.list", "{}").toString()).contains("agent:clerk:main");
        assertThat(chela("route", "--explain", "--channel", "letterbox", "--account", "shop", "--peer", "direct:alice"))
                .contains("To agent clerk, session agent:clerk:main", "another account: home", "binding.account");
    }

    @Test
    void orders_in_letters_are_obeyed_and_tell_what_the_next_prompt_consists_of() throws Exception {
        write("shop", "/whoami");
        Until.holds("who writes", () -> answers("shop").contains("You are letterbox:alice."));
        write("shop", "/context");
        Until.holds("the size of a prompt", () -> answers("shop").contains("System prompt: "));
        assertThat(answers("shop")).contains("AGENTS.md: ", "Tools: ");
        assertThat(wire.call("commands.list", "{}").toString()).contains("\"/btw\"", "\"/think\"", "\"/queue\"", "\"/activation\"");
    }

    @Test
    void a_conversation_that_is_broadcast_is_answered_by_each_agent_under_its_name() throws Exception {
        write("home", LetterBox.inGroup("alice", "town", true, "echo heard by all"));
        Until.holds("two answers", () -> answers("home").split("heard by all", -1).length == 3);
        assertThat(answers("home")).contains("to town: ", "Clara");
        assertThat(wire.call("sessions.list", "{}").toString())
                .contains("agent:main:letterbox:channel:town", "agent:clerk:letterbox:channel:town");
    }

    private void write(String account, String letter) throws IOException {
        Path box = boxes.resolve(account);
        Path half = Files.writeString(box.resolve("half"), letter);
        Files.move(half, box.resolve("in").resolve(String.valueOf(letters.merge(account, 1, Integer::sum))), StandardCopyOption.ATOMIC_MOVE);
    }

    private static String answers(String account) {
        try {
            Path out = boxes.resolve(account).resolve("out.txt");
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
