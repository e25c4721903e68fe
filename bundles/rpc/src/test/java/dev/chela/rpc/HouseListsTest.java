package dev.chela.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.core.guest.Guest;
import dev.chela.core.outbox.Carrier;
import dev.chela.testkit.channel.LoopbackChannel;
import dev.chela.testkit.channel.Wire;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What clients ask for on every page, and what they do with channels. */
class HouseListsTest {
    @TempDir
    private Path root;
    private WiredHouse house;
    private Client client;

    @BeforeEach
    void open() throws Exception {
        house = new WiredHouse(root);
        client = house.client();
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        house.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "node.list | nodes", "taskSuggestions.list | suggestions", "channels.pairing.list | requests", "transcripts.list | sessions"})
    void what_is_not_built_yet_is_an_empty_list(String method, String list) {
        assertThat(client.call(method, "{}").path(list)).isEmpty();
        assertThat(client.call(method, "{}").path(list).isArray()).isTrue();
    }

    @Test
    void there_is_no_other_assistant_whose_notes_could_be_taken_over() {
        JsonNode plan = client.call("migrations.memory.plan", "{'agentId':'main'}");
        assertThat(plan.path("providers").isArray()).isTrue();
        assertThat(plan.path("providers")).isEmpty();
        assertThat(plan.path("workspace").asText()).endsWith("workspace");
        assertThat(client.refused("migrations.memory.plan", "{'agentId':'nobody'}").path("message").asText()).contains("nobody");
    }

    @ParameterizedTest
    @CsvSource({"plugin.approval.list", "openclaw.approval.list"})
    void approvals_that_nobody_can_ask_for_are_a_bare_empty_array(String method) throws Exception {
        assertThat(client.call(method, "{}").toString()).isEqualTo("[]");
        try (Client reader = house.clientWith("[\"operator.read\"]")) {
            assertThat(reader.refused(method, "{}").path("message").asText()).isEqualTo("missing scope: operator.approvals");
        }
    }

    @Test
    void the_log_comes_as_events_by_which_pages_can_filter() throws Exception {
        Path log = house.talk.house.home.directory("logs").resolve("chela.log");
        Files.writeString(log, """
                \tat an.older.Event
                2026-01-02T03:04:05.678Z WARN  Hub                          a client is slow
                2026-01-02T03:04:06.000Z ERROR Ledger                       the disk is full
                java.io.IOException: no space
                \tat java.base/java.io.File
                """);
        JsonNode lines = client.call("logs.tail", "{}").path("lines");
        assertThat(lines.path(0).asText()).isEqualTo("\tat an.older.Event");
        assertThat(lines.path(1).asText()).isEqualTo("{\"time\":\"2026-01-02T03:04:05.678Z\",\"level\":\"warn\",\"subsystem\":\"Hub\","
                + "\"message\":\"a client is slow\"}");
        assertThat(Client.JSON.readTree(lines.path(2).asText()).path("message").asText())
                .isEqualTo("the disk is full\njava.io.IOException: no space\n\tat java.base/java.io.File");
        assertThat(lines).hasSize(3);
        assertThat(client.call("logs.tail", "{'limit':1}").path("truncated").asBoolean()).isTrue();
    }

    @Test
    void a_page_of_the_log_that_begins_within_a_letter_says_where_the_next_one_begins() throws Exception {
        Path log = house.talk.house.home.directory("logs").resolve("chela.log");
        Files.writeString(log, "first\näöü\n");
        JsonNode page = client.call("logs.tail", "{'maxBytes':6}");
        assertThat(page.path("cursor").asLong()).isEqualTo(Files.size(log));
        JsonNode next = client.call("logs.tail", "{'cursor':" + page.path("cursor").asLong() + "}");
        assertThat(next.path("reset").asBoolean()).isFalse();
        assertThat(next.path("lines")).isEmpty();
    }

    @Test
    void commands_are_listed_as_one_writes_them() {
        JsonNode commands = client.call("commands.list", "{'scope':'text'}").path("commands");
        JsonNode stop = StreamSupport.stream(commands.spliterator(), false)
                .filter(command -> command.path("name").asText().equals("stop")).findFirst().orElseThrow();
        assertThat(stop.path("textAliases").get(0).asText()).isEqualTo("/stop");
        assertThat(stop.path("description").asText()).isNotBlank();
        assertThat(client.call("commands.list", "{'scope':'native'}").path("commands")).isEmpty();
        assertThat(client.refused("commands.list", "{'scope':'spoken'}").path("message").asText()).contains("/scope");
    }

    @Test
    void a_provider_has_a_key_or_lacks_it() {
        JsonNode provider = client.call("models.authStatus", "{}").path("providers").get(0);
        assertThat(provider.path("provider").asText()).isNotBlank();
        assertThat(provider.path("status").asText()).isEqualTo("static");
    }

    @Test
    void who_may_ask_how_the_house_is_hears_it_when_another_one_asked() throws Exception {
        try (Client reader = house.clientWith("[\"operator.read\"]"); Client pairer = house.clientWith("[\"operator.pairing\"]")) {
            JsonNode answer = client.call("health", "{}");
            JsonNode heard = reader.await(frame -> frame.path("event").asText().equals("health"));
            assertThat(heard.path("payload")).isEqualTo(answer);
            assertThat(heard.path("stateVersion").path("health").asLong()).isPositive();
            pairer.call("device.pair.list", "{}");
            assertThat(pairer.events("health")).isEmpty();
        }
    }

    private JsonNode account() {
        return client.call("channels.status", "{}").path("channelAccounts").path("loopback").get(0);
    }

    @Test
    void an_account_is_stopped_and_started_and_forgets_what_its_channel_kept_of_it() throws Exception {
        try (HouseChannel channel = new HouseChannel(house)) {
            channel.opened();
            assertThat(account().path("running").asBoolean()).isTrue();
            JsonNode health = client.call("health", "{'probe':true,'timeoutMs':5000}");
            assertThat(health.path("channelOrder").get(0).asText()).isEqualTo("loopback");
            assertThat(health.at("/channels/loopback/accounts/default/probe/ok").asBoolean()).isTrue();
            assertThat(client.call("health", "{}").at("/channels/loopback/accounts/default").has("probe")).isFalse();
            assertThat(client.call("channels.stop", "{'channel':'loopback'}").path("stopped").asBoolean()).isTrue();
            assertThat(account().path("running").asBoolean()).isFalse();
            JsonNode started = client.call("channels.start", "{'channel':'loopback','accountId':'default'}");
            assertThat(started.path("outcome").asText()).isEqualTo("started");
            assertThat(client.call("channels.start", "{'channel':'loopback'}").path("outcome").asText()).isEqualTo("already-running");
            assertThat(client.call("channels.logout", "{'channel':'loopback'}").path("cleared").asBoolean()).isFalse();
            assertThat(account().path("running").asBoolean()).isFalse();
        }
    }

    @Test
    void a_channel_or_an_account_that_is_not_there_is_refused_by_name() throws Exception {
        try (HouseChannel channel = new HouseChannel(house)) {
            channel.opened();
            assertThat(client.refused("channels.stop", "{'channel':'loopback','accountId':'second'}").path("message").asText())
                    .contains("/accountId").contains("loopback has no account 'second'");
            assertThat(client.refused("channels.start", "{'channel':'nobody'}").path("message").asText())
                    .contains("there is no channel 'nobody'").contains("loopback");
        }
    }

    /** A channel with one account, which is open once {@link #opened} returns. */
    private record HouseChannel(WiredHouse house, LoopbackChannel type) implements AutoCloseable {
        HouseChannel(WiredHouse house) {
            this(house, LoopbackChannel.on(new Wire(Wire.Memory.NONE), 100));
        }

        void opened() throws InterruptedException {
            CountDownLatch ready = new CountDownLatch(1);
            try (var listening = house.talk.house.events.listen(Carrier.Ready.class, open -> ready.countDown())) {
                house.talk.house.channels.add(type, new Guest(1, "loopback", "1"), 1);
                assertThat(ready.await(60, TimeUnit.SECONDS)).isTrue();
            }
        }

        @Override
        public void close() {
            house.talk.house.channels.remove(type);
        }
    }
}
