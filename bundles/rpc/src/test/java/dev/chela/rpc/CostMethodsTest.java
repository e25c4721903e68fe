package dev.chela.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.core.store.Step;
import dev.chela.core.usage.Price;
import dev.chela.core.usage.Tokens;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What answers cost, day by day. The model of these tests reads 10 tokens and writes 5, for 3 and 15 dollars a million. */
class CostMethodsTest {
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

    private void spend(String at, String agent, Price price) {
        Step.Change line = house.talk.house.usage.line(Instant.parse(at), agent, "test/scripted", price.of(new Tokens(1_000, 100)));
        house.talk.house.ledger.commit(Step.named("spend").change(line).build());
    }

    @Test
    void every_answer_of_a_turn_is_counted_today() throws Exception {
        house.talk.offering("look", "seen");
        client.call("chat.send", "{'sessionKey':'main','message':'hello','idempotencyKey':'r1'}");
        house.talk.model.next().call("1:look");
        house.talk.model.next().answer("done");
        client.end("r1");
        JsonNode cost = client.call("usage.cost", "{}");
        assertThat(cost.path("days").asInt()).isEqualTo(30);
        assertThat(cost.at("/totals/input").asInt()).isEqualTo(20);
        assertThat(cost.at("/totals/totalTokens").asInt()).isEqualTo(30);
        assertThat(cost.at("/totals/inputCost").asDouble()).isEqualTo(0.00006);
        assertThat(cost.at("/totals/totalCost").asDouble()).isEqualTo(0.00021);
        assertThat(cost.at("/totals/missingCostEntries").asInt()).isZero();
        assertThat(cost.path("daily")).hasSize(1);
        assertThat(client.call("usage.status", "{}").path("providers")).isEmpty();
    }

    @Test
    void days_are_those_of_the_zone_that_is_asked_for() {
        Price price = new Price(BigDecimal.ONE, BigDecimal.TEN);
        spend("2026-03-01T23:40:00Z", "main", price);
        spend("2026-03-02T00:10:00Z", "main", price);
        spend("2026-03-02T12:00:00Z", "other", Price.FREE);
        JsonNode utc = cost("'mode':'utc','startDate':'2026-03-01','endDate':'2026-03-02'");
        assertThat(utc.path("days").asInt()).isEqualTo(2);
        assertThat(utc.path("daily").findValuesAsText("date")).containsExactly("2026-03-01", "2026-03-02");
        assertThat(utc.at("/daily/0/totalCost").asDouble()).isEqualTo(0.002);
        assertThat(utc.at("/daily/1/missingCostEntries").asInt()).isEqualTo(1);
        JsonNode east = cost("'mode':'specific','utcOffset':'UTC+5:30','startDate':'2026-03-02','endDate':'2026-03-02'");
        assertThat(east.at("/totals/input").asInt()).isEqualTo(3_000);
        JsonNode mine = cost("'mode':'utc','endDate':'2026-03-02','days':1,'agentId':'main'");
        assertThat(mine.at("/totals/input").asInt()).isEqualTo(1_000);
    }

    private JsonNode cost(String params) {
        return client.call("usage.cost", "{" + params + "}");
    }

    @Test
    void what_is_wrong_is_refused_by_name() {
        assertThat(refusal("'startDate':'yesterday'")).contains("/startDate");
        assertThat(refusal("'startDate':'2026-03-02','endDate':'2026-03-01'")).contains("/startDate");
        assertThat(refusal("'mode':'specific'")).contains("usage.cost").contains("/timeZone");
        assertThat(refusal("'mode':'specific','utcOffset':'local'")).contains("/utcOffset");
        assertThat(refusal("'days':0")).contains("/days");
        assertThat(refusal("'colour':'red'")).contains("colour");
    }

    private String refusal(String params) {
        return client.refused("usage.cost", "{" + params + "}").path("message").asText();
    }
}
