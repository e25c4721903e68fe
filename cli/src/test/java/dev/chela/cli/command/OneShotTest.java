package dev.chela.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.cli.json.Json;
import dev.chela.cli.stub.Cli;
import dev.chela.cli.stub.StubGateway;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OneShotTest {
    private final StubGateway gateway = new StubGateway();

    @TempDir
    private Path home;

    @AfterEach
    void stop() {
        gateway.close();
    }

    private static Json finished(String... texts) {
        List<Json> payloads = java.util.Arrays.stream(texts).map(text -> Json.object("text", text)).toList();
        return Json.object("runId", "r", "status", "ok", "summary", "completed", "result", Json.object("payloads", payloads));
    }

    @Test
    void call_prints_the_answer_and_sends_the_parameters_as_typed() {
        gateway.on("sessions.list", request -> request.answer(Json.object("got", request.params())));

        Cli.Result result = new Cli(home).run(gateway, "call", "sessions.list", "{\"limit\": 5}");

        assertThat(result.json()).isEqualTo(Json.object("got", Json.object("limit", 5)));
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void gateway_call_is_the_same_command() {
        assertThat(new Cli(home).run(gateway, "gateway", "call", "health").json().get("ok").isTrue()).isTrue();
    }

    @Test
    void introduces_itself_as_the_cli_with_the_least_scope_of_each_method() {
        gateway.answer("agent", finished("hi")).answer("cron.add", Json.object());
        Cli cli = new Cli(home);

        cli.run(gateway, "call", "health");
        cli.run(gateway, "agent", "--message", "hello");
        cli.run(gateway, "call", "cron.add", "{}");

        assertThat(gateway.connects()).extracting(c -> c.get("scopes").toString())
                .containsExactly("[\"operator.read\"]", "[\"operator.write\"]", "[\"operator.admin\"]");
        assertThat(gateway.connects()).allSatisfy(connect -> {
            assertThat(connect.at("client.id").text()).isEqualTo("cli");
            assertThat(connect.at("client.mode").text()).isEqualTo("cli");
            assertThat(connect.get("maxProtocol").text()).isEqualTo("4");
            assertThat(connect.get("device").isPresent()).isFalse();
        });
    }

    @Test
    void malformed_parameters_are_named_with_their_place_and_never_sent() {
        Cli.Result result = new Cli(home).run(gateway, "call", "sessions.list", "{\"limit\": }");

        assertThat(result.err()).contains("parameters of sessions.list", "line 1, column 11");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(gateway.connects()).isEmpty();
    }

    @Test
    void a_refusal_names_the_method_the_reason_and_the_code() {
        Cli.Result result = new Cli(home).run(gateway, "call", "no.such");

        assertThat(result.err()).isEqualTo("error: no.such: unknown method: no.such (INVALID_REQUEST)\n");
        assertThat(result.exitCode()).isEqualTo(1);
    }

    @Test
    void a_failure_with_json_is_one_document_on_standard_output() {
        Cli.Result result = new Cli(home).run(gateway, "call", "no.such", "--json");

        assertThat(result.json().get("ok")).isEqualTo(Json.of(false));
        assertThat(result.json().at("error.message").text()).contains("unknown method");
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isEqualTo(1);
    }

    @Test
    void a_gateway_that_is_not_there_is_named_with_the_way_to_start_it() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }

        Cli.Result result = new Cli(home).run("status", "--port", String.valueOf(free));

        assertThat(result.err())
                .isEqualTo("error: No gateway answers at ws://127.0.0.1:" + free
                        + ". Start it with: ./chela gateway start\n");
        assertThat(result.exitCode()).isEqualTo(1);
    }

    @Test
    void a_wrong_token_is_blamed_on_its_source_and_never_shown() {
        Cli cli = new Cli(home).with("CHELA_GATEWAY_TOKEN", "wrong-secret");

        Cli.Result result = cli.run("call", "health", "--port", String.valueOf(gateway.port()));

        assertThat(result.err())
                .contains("ws://127.0.0.1:" + gateway.port(), "token mismatch", "environment variable CHELA_GATEWAY_TOKEN")
                .doesNotContain("wrong-secret");
    }

    @Test
    void a_missing_token_says_where_the_gateway_keeps_it() {
        Cli.Result result = new Cli(home).run("call", "health", "--port", String.valueOf(gateway.port()));

        assertThat(result.err()).contains("token missing", "--token", "credentials/gateway-token");
    }

    @Test
    void a_port_with_something_else_on_it_is_told_apart_from_a_gateway() throws Exception {
        try (ServerSocket other = new ServerSocket(0)) {
            CompletableFuture<Void> answering = CompletableFuture.runAsync(() -> answerHttp(other));

            Cli.Result result = new Cli(home).run("call", "health", "--port", String.valueOf(other.getLocalPort()));

            assertThat(result.err()).contains("is no gateway", "HTTP/1.1 404 Not Found");
            answering.get(60, TimeUnit.SECONDS);
        }
    }

    private static void answerHttp(ServerSocket server) {
        try (java.net.Socket socket = server.accept()) {
            socket.getInputStream().read(new byte[4096]);
            socket.getOutputStream().write("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n".getBytes());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void agent_waits_past_the_interim_answer_and_prints_the_texts_of_the_final_one() {
        gateway.on("agent", request -> {
            request.answer(Json.object("runId", "r", "status", "accepted", "sessionKey", "agent:main:main"));
            request.answer(finished("First.", "Second."));
        });

        Cli.Result result = new Cli(home).run(gateway, "agent", "--message", "hello");

        assertThat(result.out()).isEqualTo("First.\nSecond.\n");
        StubGateway.Request asked = gateway.next("agent");
        assertThat(asked.params().get("message").text()).isEqualTo("hello");
        assertThat(asked.params().get("idempotencyKey").text()).isNotEmpty();
        assertThat(asked.params().get("model").isPresent()).isFalse();
    }

    @Test
    void agent_sends_what_its_flags_say() throws IOException {
        gateway.answer("agent", finished("ok"));
        Path file = Files.writeString(home.resolve("message.txt"), "from a file, with ümlauts");

        new Cli(home).run(gateway, "agent", "--message-file", file.toString(), "--session", "agent:main:work", "--agent",
                "main", "--model", "demo/offline", "--timeout", "30");

        Json params = gateway.next("agent").params();
        assertThat(params.get("message").text()).isEqualTo("from a file, with ümlauts");
        assertThat(params.get("sessionKey").text()).isEqualTo("agent:main:work");
        assertThat(params.get("agentId").text()).isEqualTo("main");
        assertThat(params.get("model").text()).isEqualTo("demo/offline");
        assertThat(params.get("timeout").text()).isEqualTo("30");
    }

    @Test
    void agent_with_json_prints_the_whole_final_answer() {
        gateway.answer("agent", finished("hi"));

        Cli.Result result = new Cli(home).run(gateway, "agent", "-m", "hello", "--json");

        assertThat(result.json().get("status").text()).isEqualTo("ok");
        assertThat(result.json().at("result.payloads").items().get(0).get("text").text()).isEqualTo("hi");
    }

    @Test
    void an_answer_cannot_steer_the_terminal() {
        gateway.answer("agent", finished("\u001b]0;owned\u0007red \u001b[31mtext"));

        assertThat(new Cli(home).run(gateway, "agent", "-m", "x").out()).isEqualTo("]0;ownedred [31mtext\n");
    }

    @Test
    void ctrl_c_aborts_the_run_on_the_gateway() throws Exception {
        CompletableFuture<StubGateway.Request> turn = new CompletableFuture<>();
        gateway.on("agent", request -> {
            request.answer(Json.object("runId", "r", "status", "accepted", "sessionKey", "agent:main:main"));
            turn.complete(request);
        });
        gateway.on("chat.abort", request -> {
            request.answer(Json.object("ok", true, "aborted", true));
            turn.join().answer(Json.object("runId", "r", "status", "error", "summary", "aborted"));
        });
        Cli cli = new Cli(home);
        CompletableFuture<Cli.Result> running = cli.start(gateway, "agent", "--message", "work for long");
        StubGateway.Request asked = gateway.next("agent");

        cli.interrupt();

        StubGateway.Request abort = gateway.next("chat.abort");
        assertThat(abort.params().get("runId")).isEqualTo(asked.params().get("idempotencyKey"));
        assertThat(abort.params().get("sessionKey").text()).isEqualTo("agent:main:main");
        Cli.Result result = running.get(60, TimeUnit.SECONDS);
        assertThat(result.exitCode()).isEqualTo(130);
        assertThat(result.err()).contains("Stopped.");
    }

    @Test
    void a_connection_that_ends_in_the_middle_of_a_turn_is_said_with_the_gateways_reason() throws Exception {
        gateway.on("agent", request -> {});
        CompletableFuture<Cli.Result> running = new Cli(home).start(gateway, "agent", "--message", "x");
        gateway.next("agent");

        gateway.drop(1012, "service restart");

        assertThat(running.get(60, TimeUnit.SECONDS).err()).contains("No answer to agent", "1012: service restart");
    }

    @Test
    void a_slow_answer_is_given_up_after_the_timeout() {
        gateway.on("health", request -> {});

        Cli.Result result = new Cli(home).run(gateway, "call", "health", "--timeout", "50");

        assertThat(result.err()).contains("has not answered health within 50 ms");
    }

    @Test
    void an_unknown_flag_is_named_with_the_way_to_the_help() {
        Cli.Result result = new Cli(home).run("status", "--jsn");

        assertThat(result.err()).contains("--jsn", "chela status --help");
        assertThat(result.exitCode()).isEqualTo(2);
    }
}
