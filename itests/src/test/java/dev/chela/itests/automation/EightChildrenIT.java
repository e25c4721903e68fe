package dev.chela.itests.automation;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.chela.itests.house.OneHouse;
import dev.chela.itests.house.Until;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A conversation with eight others at work for it, of which two fail and one hangs, in a gateway that is killed meanwhile. */
class EightChildrenIT extends OneHouse {
    private static final int GOOD = 5;
    private final Ill ill = new Ill();

    @Override
    protected String settings() {
        String provider = "%1$s: { baseUrl: \"http://127.0.0.1:%2$d/%1$s\", apiKey: \"none\", api: \"openai-completions\","
                + " models: [{ id: \"m\", name: \"m\", contextWindow: 200000, maxTokens: 8192 }] }, ";
        return super.settings().replace("providers: { ", "providers: { " + provider.formatted("broken", ill.port()) + provider.formatted("deaf", ill.port()))
                .replace("defaults: { ", "defaults: { subagents: { maxChildrenPerAgent: 8 }, ").replace("exec: { ", "exec: { backgroundMs: 600000, ");
    }

    @AfterAll
    void leave() {
        ill.close();
    }

    private void spawn(String label, String more) {
        wire.converse(session, "tool sessions_spawn {\"label\":\"" + label + "\"," + more + "}", fresh("run"));
    }

    /** None ends before all are at work, however slow the machine: what one reports would come between the others' beginnings. */
    @Test
    void all_outcomes_of_eight_are_reported_once_though_two_fail_one_hangs_and_the_gateway_is_killed_in_the_middle() {
        Path workspace = gateway.home().resolve("agents/main/workspace");
        for (int i = 1; i <= GOOD; i++) {
            spawn("works-" + i, "\"task\":\"tool exec {\\\"command\\\":\\\"touch began-" + i + "; sleep 600\\\"}\"");
        }
        spawn("fails-1", "\"task\":\"echo a\",\"model\":\"broken/m\"");
        spawn("fails-2", "\"task\":\"echo b\",\"model\":\"broken/m\"");
        spawn("hangs", "\"task\":\"echo c\",\"model\":\"deaf/m\",\"runTimeoutSeconds\":5");
        Until.holds("all are at work", () -> ill.asked() >= 3 && IntStream.rangeClosed(1, GOOD).allMatch(i -> Files.exists(workspace.resolve("began-" + i))));
        ill.refuseWhatIsBroken();
        wire.close();
        gateway.kill();
        gateway.start();
        wire = gateway.connect();

        Until.holds(Until.PATIENCE, () -> "eight reports and not " + reports(), () -> reports().size() >= 8);
        List<String> expected = new ArrayList<>(List.of("fails-1: error", "fails-2: error", "hangs: timeout"));
        IntStream.rangeClosed(1, GOOD).forEach(i -> expected.add("works-" + i + ": ok"));
        assertThat(reports()).containsExactlyInAnyOrderElementsOf(expected);
        Until.holds("the conversation is at rest",
                () -> !wire.call("chat.history", "{\"sessionKey\":\"" + session + "\"}").at("/sessionInfo/hasActiveRun").asBoolean());
        assertThat(reports()).hasSize(8);
        assertThat(history().toString()).contains("this model is broken");
    }

    /** Label and end of each that was reported. */
    private List<String> reports() {
        List<String> reports = new ArrayList<>();
        history().forEach(message -> message.path("content").findValuesAsText("text").stream().flatMap(String::lines)
                .filter(line -> line.startsWith("[Sub-agent \"")).map(line -> line.replaceAll("^\\[Sub-agent \"(.*)\" \\(.*\\) has ended: (.*)]$", "$1: $2"))
                .forEach(reports::add));
        return reports;
    }

    /** Two servers of models: one that refuses everything, once it is told to, and one that answers nothing. */
    private static final class Ill implements AutoCloseable {
        private static final byte[] REFUSAL = "{\"error\":{\"message\":\"this model is broken\",\"type\":\"invalid_request_error\"}}"
                .getBytes(StandardCharsets.UTF_8);
        private final ExecutorService threads = Executors.newCachedThreadPool();
        private final CountDownLatch refusing = new CountDownLatch(1);
        private final CountDownLatch over = new CountDownLatch(1);
        private final AtomicInteger asked = new AtomicInteger();
        private final HttpServer server;

        Ill() {
            try {
                server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            server.setExecutor(threads);
            server.createContext("/broken", exchange -> {
                hangUntil(refusing);
                refuse(exchange);
            });
            server.createContext("/deaf", exchange -> hangUntil(over));
            server.start();
        }

        int port() {
            return server.getAddress().getPort();
        }

        int asked() {
            return asked.get();
        }

        void refuseWhatIsBroken() {
            refusing.countDown();
        }

        private static void refuse(HttpExchange exchange) throws IOException {
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(400, REFUSAL.length);
            exchange.getResponseBody().write(REFUSAL);
            exchange.close();
        }

        private void hangUntil(CountDownLatch it) {
            asked.incrementAndGet();
            try {
                it.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() {
            refusing.countDown();
            over.countDown();
            server.stop(0);
            threads.shutdownNow();
        }
    }
}
