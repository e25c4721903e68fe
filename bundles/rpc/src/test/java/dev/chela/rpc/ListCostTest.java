package dev.chela.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.id.SessionKey;
import dev.chela.core.model.Models;
import dev.chela.core.session.Session;
import dev.chela.core.store.Step;
import dev.chela.rpc.session.SessionRows;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a list takes follows what is shown, not what there is. */
class ListCostTest {
    private static final int MANY = 200;

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

    private void fill() {
        for (int i = 0; i < MANY; i++) {
            int at = i + 1;
            house.talk.house.sessions.commit(new SessionKey("agent:main:s" + i), "label", "label", (current, step) -> current.labelled("number " + at, at));
        }
    }

    /** SQLite finds its way in JSON without quotes, and nobody else does: whoever reads such a row fails. */
    @Test
    void a_page_after_a_start_reads_the_sessions_on_it_and_no_other() throws Exception {
        fill();
        house.talk.house.ledger.commit(Step.named("spoil").change(Step.Change.of(
                "UPDATE session SET body = '{updatedAt:' || json_extract(body, '$.updatedAt') || '}' WHERE json_extract(body, '$.updatedAt') <= ?",
                MANY - 5)).build());
        client.close();
        house.close();
        open();
        JsonNode list = client.call("sessions.list", "{'limit':5}");
        assertThat(list.path("totalCount").asInt()).isEqualTo(MANY);
        assertThat(StreamSupport.stream(list.path("sessions").spliterator(), false).map(row -> row.path("label").asText())).containsExactly("number 200", "number 199", "number 198", "number 197", "number 196");
        assertThat(client.refused("sessions.list", "{'limit':6}").path("message").asText()).contains("JSON");
    }

    @Test
    void what_rows_say_of_a_model_is_looked_up_once_for_all_of_them() {
        fill();
        AtomicInteger asked = new AtomicInteger();
        Models counting = (Models) Proxy.newProxyInstance(Models.class.getClassLoader(), new Class<?>[] {Models.class}, (proxy, method, arguments) -> {
            asked.incrementAndGet();
            try {
                return method.invoke(house.talk.model, arguments);
            } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
            }
        });
        SessionRows.Sheet sheet = new SessionRows(house.talk.agents, counting, house.talk.house.turns, house.talk.house.sessions).sheet();
        List<Session> all = house.talk.house.sessions.list();
        sheet.row(all.get(0), false, false);
        int once = asked.get();
        assertThat(all.stream().map(session -> sheet.row(session, false, false)).toList()).hasSize(MANY)
                .allSatisfy(row -> assertThat(row.model()).isEqualTo("scripted"));
        assertThat(asked).hasValue(once);
        sheet.row(all.get(0).using("test/other", 1), false, false);
        assertThat(asked).hasValue(2 * once);
    }
}
