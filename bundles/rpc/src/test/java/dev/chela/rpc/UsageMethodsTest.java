package dev.chela.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One house, three sessions: one that called a tool, one that was forked from it, one that nobody spoke in. */
class UsageMethodsTest {
    @TempDir
    private static Path root;
    private static WiredHouse house;
    private static Client client;
    private static String fork;

    @BeforeAll
    static void open() throws Exception {
        house = new WiredHouse(root);
        client = house.client();
        house.talk.offering("read", "a page");
        client.call("chat.send", "{'sessionKey':'main','message':'look','idempotencyKey':'a'}");
        house.talk.model.next().call("1:read");
        house.talk.model.next().answer("seen");
        client.end("a");
        client.call("sessions.reset", "{'key':'main'}");
        client.call("chat.send", "{'sessionKey':'main','message':'again','idempotencyKey':'b'}");
        house.talk.model.next().answer("seen again");
        client.end("b");
        fork = client.call("sessions.fork", "{'sessionKey':'main','entryId':'b:1'}").path("sessionKey").asText();
        client.call("sessions.create", "{'key':'silent'}");
    }

    @AfterAll
    static void close() throws Exception {
        client.close();
        house.close();
    }

    @Test
    void what_was_said_before_a_reset_is_counted_and_what_a_fork_was_given_is_not_counted_twice() {
        JsonNode usage = client.call("sessions.usage", "{}");
        assertThat(usage.path("sessions").findValuesAsText("key")).containsExactly("agent:main:main");
        assertThat(usage.at("/totals/totalTokens").asLong()).isEqualTo(45);
        assertThat(usage.at("/sessions/0/usage/input").asLong()).isEqualTo(30);
        assertThat(usage.at("/aggregates/messages").toString())
                .isEqualTo("{'total':6,'user':2,'assistant':3,'toolCalls':1,'toolResults':1,'errors':0}".replace('\'', '"'));
        assertThat(usage.at("/aggregates/tools/tools/0/name").asText()).isEqualTo("read");
        assertThat(usage.at("/aggregates/byModel/0/count").asInt()).isEqualTo(3);
        assertThat(usage.at("/aggregates/byProvider/0/provider").asText()).isEqualTo("test");
        assertThat(usage.at("/aggregates/latency/count").asInt()).isEqualTo(2);
        assertThat(usage.at("/aggregates/daily/0/tokens").asLong()).isEqualTo(45);
    }

    @Test
    void a_session_that_is_asked_for_is_shown_though_it_took_nothing_and_other_days_are_left_out() {
        assertThat(client.call("sessions.usage", "{'key':'" + fork + "'}").at("/sessions/0/usage/totalTokens").asLong(-1)).isZero();
        JsonNode before = client.call("sessions.usage", "{'startDate':'2020-01-01','endDate':'2020-01-31','mode':'utc'}");
        assertThat(before.path("startDate").asText()).isEqualTo("2020-01-01");
        assertThat(before.path("sessions")).isEmpty();
        assertThat(before.at("/totals/totalTokens").asLong(-1)).isZero();
        assertThat(client.call("sessions.usage", "{'range':'all','mode':'specific','utcOffset':'UTC+5:30','limit':1}")
                .at("/totals/totalTokens").asLong()).isEqualTo(45);
    }

    @Test
    void a_session_is_drawn_over_time_and_told_line_by_line() {
        JsonNode points = client.call("sessions.usage.timeseries", "{'key':'main'}").path("points");
        assertThat(points.findValuesAsText("cumulativeTokens")).containsExactly("15", "30", "45");
        JsonNode logs = client.call("sessions.usage.logs", "{'key':'main','limit':3}").path("logs");
        assertThat(logs.findValuesAsText("content")).containsExactly("seen", "again", "seen again");
        assertThat(logs.at("/2/tokens").asLong()).isEqualTo(15);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "sessions.usage | {'startDate':'yesterday'} | /startDate",
        "sessions.usage | {'startDate':'2026-02-01','endDate':'2026-01-01'} | /startDate",
        "sessions.usage | {'mode':'specific'} | /timeZone",
        "sessions.usage | {'mode':'specific','timeZone':'Mars/Base'} | /timeZone",
        "sessions.usage | {'mode':'specific','utcOffset':'+2'} | /utcOffset",
        "sessions.usage | {'agentId':'main','agentScope':'all'} | /agentScope",
        "sessions.usage | {'key':'nobody'} | No session found: nobody",
        "sessions.usage | {'creatorKey':'x'} | unexpected property 'creatorKey'",
        "sessions.usage.logs | {'key':'main','limit':0} | /limit",
        "sessions.usage.timeseries | {} | required property 'key'"})
    void what_is_wrong_is_named(String method, String params, String said) {
        assertThat(client.refused(method, params).path("message").asText()).contains(said);
    }
}
