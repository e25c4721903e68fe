package dev.chela.core.schedule.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import dev.chela.api.fault.Permanent;
import dev.chela.core.schedule.Schedule.Mode;
import dev.chela.core.turn.internal.Talk;
import dev.chela.testkit.channel.LoopbackChannel;
import dev.chela.testkit.channel.Wire;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of a run's end leaves the house. */
class DeliveryTest {
    @TempDir
    Path root;

    private final Wire wire = new Wire(Wire.Memory.NONE);
    private Talk talk;
    private CronSchedule schedule;

    @BeforeEach
    void open() {
        talk = new Talk(root, LoopbackChannel.on(wire, 2_000), Map.of("loopback", Map.of("allowFrom", List.of("alice"), "dmPolicy", "allowlist")));
        schedule = CronHouse.schedule(talk, talk.house.clock);
    }

    @AfterEach
    void close() {
        schedule.stop();
        talk.close();
    }

    private String add(String delivery) {
        return schedule.add(ScheduleTest.json(ScheduleTest.EVERY + "," + ScheduleTest.TURN + ",'delivery':" + delivery)).path("id").asText();
    }

    private ObjectNode entry(String status) {
        talk.house.until("the result is " + status, () -> schedule.log(Optional.empty()).stream()
                .anyMatch(each -> each.path("deliveryStatus").asText().equals(status)));
        return schedule.log(Optional.empty()).get(0);
    }

    @Test
    void an_answer_goes_to_whoever_the_job_names_and_the_log_says_that_it_arrived() throws Exception {
        schedule.run(add("{'mode':'announce','channel':'loopback','to':'alice'}"), Mode.FORCE);
        talk.model.next().answer("they are wet");
        talk.house.until("it arrived", () -> wire.texts().contains("they are wet"));
        assertThat(wire.arrived().get(0).chat()).isEqualTo("alice");
        assertThat(entry("delivered").path("delivered").asBoolean()).isTrue();
    }

    @Test
    void an_answer_of_which_a_part_is_refused_has_not_been_delivered_even_if_its_last_part_has() throws Exception {
        wire.next(Wire.Mishap.REFUSED);
        schedule.run(add("{'mode':'announce','channel':'loopback','to':'alice'}"), Mode.FORCE);
        talk.model.next().answer("wet ".repeat(500) + "to the very end");
        talk.house.until("the rest arrived", () -> wire.texts().stream().anyMatch(text -> text.endsWith("to the very end")));
        assertThat(entry("not-delivered").path("deliveryError").asText()).contains("the chat is closed");
        assertThat(schedule.jobs().get(0).path("lastDelivered").asBoolean()).isFalse();
    }

    @Test
    void without_a_name_it_goes_to_where_somebody_last_wrote_from() throws Exception {
        wire.send(LoopbackChannel.said("e1", "alice", "hello"));
        talk.model.next().answer("hello alice");
        talk.house.until("answered", () -> wire.texts().contains("hello alice"));
        schedule.run(add("{'mode':'announce','channel':'last'}"), Mode.FORCE);
        talk.model.next().answer("they are wet");
        talk.house.until("it arrived", () -> wire.texts().contains("they are wet"));
        assertThat(wire.arrived()).allMatch(each -> each.chat().equals("alice"));
    }

    @Test
    void two_failures_in_a_row_are_told_once_and_so_is_that_it_works_again() throws Exception {
        String id = add("{'mode':'announce','channel':'loopback','to':'alice'}");
        for (int run = 1; run <= 3; run++) {
            schedule.run(id, Mode.FORCE);
            talk.model.next().fail(new Permanent("the well is dry"));
            int ended = run;
            talk.house.until("run " + run + " ended", () -> schedule.log(Optional.empty()).size() == ended);
        }
        schedule.run(id, Mode.FORCE);
        talk.model.next().answer("water");
        talk.house.until("all arrived", () -> wire.texts().size() == 3);
        assertThat(wire.texts()).satisfiesExactlyInAnyOrder(
                failed -> assertThat(failed).startsWith("Cron job \"plants\" failed 2 times in a row: ").contains("the well is dry"),
                again -> assertThat(again).isEqualTo("Cron job \"plants\" works again."),
                answer -> assertThat(answer).isEqualTo("water"));
    }

    @Test
    void a_webhook_gets_the_entry_of_the_log() throws Exception {
        LinkedBlockingQueue<String> bodies = new LinkedBlockingQueue<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/hook", exchange -> {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        schedule.stop();
        schedule = CronHouse.schedule(talk, talk.house.clock, CronHouse::noCommand, List.of("127.0.0.1:" + server.getAddress().getPort()));
        try {
            schedule.run(add("{'mode':'webhook','to':'http://127.0.0.1:" + server.getAddress().getPort() + "/hook'}"), Mode.FORCE);
            talk.model.next().answer("they are wet");
            assertThat(bodies.poll(60, TimeUnit.SECONDS)).contains("\"status\":\"ok\"", "\"summary\":\"they are wet\"", "\"jobName\":\"plants\"");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void a_webhook_leads_to_nothing_within_the_house_that_the_owner_did_not_name() throws Exception {
        schedule.run(add("{'mode':'webhook','to':'http://127.0.0.1:9/hook'}"), Mode.FORCE);
        talk.model.next().answer("they are wet");
        assertThat(entry("not-delivered").path("deliveryError").asText()).contains("127.0.0.1", "cron.webhookSsrfPolicy.allowedHostnames");
    }
}
