package dev.chela.itests.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.itests.house.Gateway;
import dev.chela.itests.house.Until;
import dev.chela.itests.house.Wire;
import dev.chela.testkit.discord.FakeDiscord;
import dev.chela.testkit.discord.Note;
import dev.chela.testkit.irc.Network;
import dev.chela.testkit.irc.Person;
import dev.chela.testkit.mail.PostOffice;
import dev.chela.testkit.model.FakeModel;
import dev.chela.testkit.slack.FakeSlack;
import dev.chela.testkit.telegram.FakeTelegram;
import dev.chela.testkit.telegram.Letter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Every plugin of this repository, one light use of each, and the platforms, hooks and notes that it takes. */
final class PluginsInUse implements AutoCloseable {
    /** Where it is not installed, the channel of it is not opened. */
    static final boolean IRC = System.getenv("CI") != null || Network.installed();
    private static final int OWNER = 1_001;
    private static final String EMAIL_OWNER = "owner@example.com";
    private static final String DISCORD_OWNER = "100000000000000011";
    private static final String SLACK_OWNER = "U0OWNER11";

    private final FakeTelegram telegram = FakeTelegram.start();
    private final FakeDiscord discord = FakeDiscord.start();
    private final PostOffice office = PostOffice.open();
    private final FakeSlack slack = FakeSlack.start();
    private final @Nullable Network network = IRC ? new Network() : null;
    private final FakeModel model;
    private final AtomicInteger runs = new AtomicInteger();
    private @Nullable Person bob;
    private @Nullable Wire wire;
    private String session = "";
    private int asked;

    PluginsInUse(FakeModel model) {
        this.model = model;
    }

    /** @param folder where it is built @param use how it is used once */
    record Plugin(String folder, Use use) {
        @Override
        public String toString() {
            return folder;
        }
    }

    @FunctionalInterface
    interface Use {
        void by(PluginsInUse house) throws Exception;
    }

    private static Use says(String words, String answer) {
        return house -> assertThat(house.said(words)).contains(answer);
    }

    private static Use speaks(String model) {
        return house -> {
            house.wire().call("sessions.patch", "{\"key\":\"" + house.session + "\",\"model\":\"" + model + "\"}");
            assertThat(house.said("echo hello")).contains("hello");
        };
    }

    static Stream<Plugin> plugins() {
        return Stream.of(
                new Plugin("bundles/tool-files", says("tool ls {\"path\":\".\"}", "")),
                new Plugin("bundles/tool-exec", says("tool exec {\"command\":\"echo done\"}", "done")),
                new Plugin("bundles/tool-ask", PluginsInUse::isAsked),
                new Plugin("bundles/tool-memory", says("tool memory_search {\"query\":\"boat\"}", "Halcyon")),
                new Plugin("bundles/tool-sessions", says("tool sessions_list {}", "agent:main")),
                new Plugin("bundles/tool-message", PluginsInUse::sends),
                new Plugin("bundles/tool-cron", says("tool cron {\"action\":\"list\"}", "")),
                new Plugin("bundles/model-openai", speaks("fake/fake-1")),
                new Plugin("bundles/model-anthropic", speaks("claude/fake-1")),
                new Plugin("bundles/model-ollama", speaks("llama/fake-1")),
                new Plugin("bundles/model-demo", speaks("demo/offline")),
                new Plugin("bundles/channel-webchat", says("echo hello", "hello")),
                new Plugin("bundles/channel-telegram", PluginsInUse::writesByTelegram),
                new Plugin("bundles/channel-discord", PluginsInUse::writesByDiscord),
                new Plugin("bundles/channel-slack", PluginsInUse::writesBySlack),
                new Plugin("bundles/channel-irc", PluginsInUse::writesByIrc),
                new Plugin("bundles/channel-email", PluginsInUse::writesByEmail),
                new Plugin("examples/tool-dice", says("tool dice {}", "1d6")),
                new Plugin("examples/hook-guard", says("tool exec {\"command\":\"echo rm -rf nothing\"}", "stopped by hook Guard")),
                new Plugin("examples/skill-moon", PluginsInUse::looksAtTheMoon));
    }

    /** Those that stand on the core, which no plugin may. */
    static Stream<Plugin> residents() {
        return Stream.of(
                new Plugin("bundles/skills-loader", house -> assertThat(house.prompt()).contains("<name>translate-notes</name>")),
                new Plugin("bundles/hook-folders", says("open sesame", "it opens")));
    }

    /** @param base what most tests want */
    String settings(String base) {
        return base
                .replace("models: { providers: {", """
                        models: { providers: {
                          claude: { baseUrl: "%1$s", apiKey: "k", api: "anthropic-messages", models: [{ id: "fake-1", contextWindow: 200000, maxTokens: 8192 }] },
                          llama: { baseUrl: "%1$s", apiKey: "k", api: "ollama", models: [{ id: "fake-1", contextWindow: 200000, maxTokens: 8192 }] },
                        """.formatted(model.root()))
                .replace("tools: {", """
                        channels: {
                          telegram: { botToken: "%s", apiRoot: "%s", allowFrom: ["%d"] },
                          discord: { token: "%s", apiRoot: "%s", allowFrom: ["%s"] },
                          email: { address: "%s", password: "%s", imapHost: "127.0.0.1", imapPort: %d, imapTls: "none", smtpHost: "127.0.0.1", smtpPort: %d,
                            smtpTls: "none", trustFrom: true, perHourToOne: 1000, perHour: 10000, allowFrom: ["%s"] },
                          slack: { botToken: "%s", appToken: "%s", apiRoot: "%s", allowFrom: ["%s"] }%s
                        },
                        tools: {""".formatted(FakeTelegram.TOKEN, telegram.root(), OWNER, FakeDiscord.TOKEN, discord.root(), DISCORD_OWNER,
                        PostOffice.ADDRESS, PostOffice.PASSWORD, office.imapPort(), office.smtpPort(), EMAIL_OWNER,
                        FakeSlack.BOT_TOKEN, FakeSlack.APP_TOKEN, slack.root(), SLACK_OWNER, irc()))
                .replace("session: {", "hooks: { internal: { enabled: true }, timeoutMs: 60000 },\n  session: { dmScope: \"per-channel-peer\",");
    }

    private String irc() {
        return IRC ? ", irc: { host: \"127.0.0.1\", port: " + Objects.requireNonNull(network).port() + ", tls: false, nick: \"chela\", password: \"" + Network.PASSWORD
                + "\", allowFrom: [\"bob!~bob@127.0.0.1\"] }" : "";
    }

    /** Before the first use. */
    void furnish(Gateway gateway) throws IOException {
        Path workspace = Files.createDirectories(gateway.home().resolve("agents/main/workspace"));
        Files.writeString(workspace.resolve("MEMORY.md"), "The boat is called Halcyon.");
        Path hook = Files.createDirectories(gateway.home().resolve("hooks/door"));
        Files.writeString(hook.resolve("handler.sh"), "if grep -q 'open sesame'; then echo '{\"content\": \"echo it opens\"}'; fi\n");
        Files.writeString(hook.resolve("HOOK.md"),
                "---\nname: door\ndescription: for a test\nmetadata: {\"openclaw\": {\"decides\": [\"message:received\"]}}\n---\n");
    }

    /** From now on it is used over this connection, in this session. */
    void enter(Wire over, String in) {
        wire = over;
        session = in;
    }

    private Wire wire() {
        return Objects.requireNonNull(wire, "enter comes first");
    }

    private String fresh() {
        return "use-" + runs.incrementAndGet();
    }

    String said(String words) {
        String answer = wire().converse(session, words, fresh());
        wire().drain();
        return answer;
    }

    private String prompt() {
        said("echo what can you do");
        String prompt = model.last().body().path("messages").get(0).path("content").asText();
        model.forget();
        return prompt;
    }

    private void isAsked() {
        String run = fresh();
        wire().chat(session, "tool ask_user {\"questions\":[{\"question\":\"Which?\",\"options\":[{\"label\":\"Red\"},{\"label\":\"Blue\"}]}]}", run);
        String question = wire().event("question.requested").at("/payload/id").asText();
        wire().call("question.resolve", "{\"id\":\"" + question + "\",\"cancel\":true}");
        wire().end(run);
        wire().drain();
    }

    private void sends() throws InterruptedException {
        int before = telegram.room().texts(String.valueOf(OWNER)).size();
        said("tool message {\"action\":\"send\",\"channel\":\"telegram\",\"target\":\"" + OWNER + "\",\"message\":\"hello\"}");
        telegram.room().await(String.valueOf(OWNER), before + 1);
    }

    private void writesByTelegram() throws InterruptedException {
        int before = telegram.room().texts(String.valueOf(OWNER)).size();
        telegram.room().writes(Letter.from(OWNER, "echo letter " + ++asked));
        assertThat(telegram.room().await(String.valueOf(OWNER), before + 1)).last().isEqualTo("letter " + asked);
    }

    private void writesByDiscord() throws InterruptedException {
        String there = discord.world().direct(DISCORD_OWNER);
        int before = discord.world().texts(there).size();
        discord.world().writes(Note.from(DISCORD_OWNER, "echo note " + ++asked));
        assertThat(discord.world().await(there, before + 1)).last().isEqualTo("note " + asked);
    }

    private void writesBySlack() throws InterruptedException {
        String there = slack.world().direct(SLACK_OWNER);
        int before = slack.world().texts(there).size();
        slack.world().writes(dev.chela.testkit.slack.Note.from(SLACK_OWNER, "echo word " + ++asked));
        assertThat(slack.world().await(there, before + 1)).last().isEqualTo("word " + asked);
    }

    /** What came before the mailbox was first read is nobody's. */
    private void writesByEmail() {
        Until.holds("the mailbox is read", () -> wire().call("channels.status", "{}").toString().contains("is read at"));
        int before = office.texts(EMAIL_OWNER).size();
        office.writes(EMAIL_OWNER, "echo letter " + ++asked);
        assertThat(office.await(EMAIL_OWNER, before + 1)).last().isEqualTo("letter " + asked);
    }

    /** He comes when he is needed: somebody who says nothing for long is turned out. */
    private void writesByIrc() {
        if (bob == null) {
            bob = Objects.requireNonNull(network).person("bob");
        }
        int before = bob.texts().size();
        bob.tells("chela", "echo line " + ++asked);
        assertThat(bob.await(before + 1)).last().isEqualTo("line " + asked);
    }

    private void looksAtTheMoon() {
        Until.holds("the moon is offered", () -> prompt().contains("<name>moon-phase</name>"));
    }

    @Override
    public void close() {
        telegram.close();
        discord.close();
        office.close();
        slack.close();
        if (network != null) {
            network.close();
        }
    }
}
