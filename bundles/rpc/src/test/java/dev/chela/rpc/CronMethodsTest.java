package dev.chela.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CronMethodsTest {
    private static final String COMMAND = "{'name':'count','enabled':true,'schedule':{'kind':'cron','expr':'0 9 * * 1','tz':'Europe/Berlin'},"
            + "'sessionTarget':'isolated','wakeMode':'now','payload':{'kind':'command','argv':['sh','-c','echo it is $DAY; cat'],"
            + "'env':{'DAY':'monday'},'input':'morning'},'delivery':{'mode':'announce','channel':'last'}}";

    @TempDir
    Path root;

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

    @Test
    void without_jobs_the_pages_are_those_that_the_command_line_insists_on() {
        JsonNode page = client.call("cron.list", "{'includeDisabled':false,'limit':50,'offset':0}");
        assertThat(page.path("jobs")).isEmpty();
        assertThat(page.path("snapshotRevision").asText()).isNotEmpty();
        assertThat(page.path("nextOffset").isNull()).isTrue();
        assertThat(client.call("cron.status", "{}").path("nextWakeAtMs").isNull()).isTrue();
        assertThat(client.refused("cron.list", "{'limit':201}").path("message").asText()).contains("/limit");
        assertThat(client.call("cron.runs", "{'scope':'all','limit':50,'statuses':['ok'],'deliveryStatus':'not-delivered'}").toString())
                .isEqualTo("{\"entries\":[],\"total\":0,\"offset\":0,\"limit\":50,\"hasMore\":false,\"nextOffset\":null}");
    }

    @Test
    void a_command_is_added_run_logged_and_removed_and_clients_are_told_of_each() throws Exception {
        JsonNode job = client.call("cron.add", COMMAND);
        String id = job.path("id").asText();
        assertThat(job.path("deliveryPreview").path("label").asText()).isEqualTo("announce");
        assertThat(client.call("cron.get", "{'jobId':'" + id + "'}").path("nextRunAtMs").asLong()).isEqualTo(job.path("nextRunAtMs").asLong());
        JsonNode started = client.call("cron.run", "{'id':'" + id + "','mode':'force'}");
        assertThat(started.path("enqueued").asBoolean()).isTrue();
        JsonNode finished = client.await(frame -> frame.path("event").asText().equals("cron") && frame.path("payload").path("action").asText().equals("finished"))
                .path("payload");
        assertThat(finished.path("summary").asText()).isEqualTo("it is monday\nmorning");
        assertThat(finished.path("deliveryStatus").asText()).isEqualTo("not-delivered");
        JsonNode entry = client.call("cron.runs", "{'id':'" + id + "','limit':50}").path("entries").path(0);
        assertThat(entry.path("runId")).isEqualTo(started.path("runId"));
        assertThat(entry.path("deliveryError").asText()).contains("nobody has written over a channel yet");
        assertThat(client.call("cron.remove", "{'id':'" + id + "'}").toString()).isEqualTo("{\"ok\":true,\"removed\":true}");
        JsonNode gone = client.refused("cron.run", "{'id':'" + id + "'}");
        assertThat(gone.path("details").path("code").asText()).isEqualTo("CRON_JOB_NOT_FOUND");
        assertThat(gone.path("details").path("jobId").asText()).isEqualTo(id);
    }

    @Test
    void the_list_is_cut_sorted_and_sifted() {
        for (String name : new String[] {"beta", "alpha", "gamma"}) {
            client.call("cron.add", COMMAND.replace("'count'", "'" + name + "'"));
        }
        String gamma = client.call("cron.list", "{'query':'GAM'}").path("jobs").path(0).path("id").asText();
        client.call("cron.update", "{'id':'" + gamma + "','patch':{'enabled':false}}");
        JsonNode page = client.call("cron.list", "{'sortBy':'name','limit':1,'includeDeliveryPreviews':true}");
        assertThat(page.path("jobs").findValuesAsText("name")).containsExactly("alpha");
        assertThat(page.path("total").asInt()).isEqualTo(2);
        assertThat(page.path("nextOffset").asInt()).isEqualTo(1);
        assertThat(page.path("deliveryPreviews")).hasSize(1);
        assertThat(client.call("cron.list", "{'enabled':'disabled'}").path("jobs").findValuesAsText("name")).containsExactly("gamma");
        assertThat(client.call("cron.list", "{'scheduleKind':'every','includeDisabled':true}").path("total").asInt()).isZero();
    }

    @Test
    void what_is_declared_under_a_key_is_one_job() {
        String declared = COMMAND.replace("{'name'", "{'declarationKey':'report','agentId':null,'name'");
        assertThat(client.call("cron.add", declared).path("created").asBoolean()).isTrue();
        JsonNode again = client.call("cron.add", declared.replace("'count'", "'count more'"));
        assertThat(again.path("created").asBoolean()).isFalse();
        assertThat(again.path("job").path("name").asText()).isEqualTo("count more");
        assertThat(client.call("cron.status", "{}").path("jobs").asInt()).isEqualTo(1);
    }

    @Test
    void what_a_job_may_not_say_is_refused_by_its_place() throws Exception {
        assertThat(client.refused("cron.add", COMMAND.replace("'0 9 * * 1'", "'soon'")).path("message").asText())
                .startsWith("invalid cron.add params: ").contains("'soon'");
        String id = client.call("cron.add", COMMAND).path("id").asText();
        assertThat(client.refused("cron.update", "{'id':'" + id + "','patch':{'state':{'lastRunAtMs':1}}}").path("message").asText())
                .contains("state cannot be patched");
        assertThat(client.refused("cron.get", "{}").path("message").asText()).contains("required property 'id'");
        assertThat(Files.readString(root.resolve("cron/jobs.json"))).contains(id);
        try (Client reader = house.clientWith("[\"operator.read\"]")) {
            assertThat(reader.refused("cron.add", COMMAND).path("message").asText()).isEqualTo("missing scope: operator.admin");
        }
    }
}
