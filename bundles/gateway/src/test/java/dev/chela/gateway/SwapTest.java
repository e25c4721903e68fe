package dev.chela.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SwapTest {
    @TempDir
    Path home;

    private TestGateway gateway;

    @BeforeEach
    void start() {
        gateway = TestGateway.start(home);
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
    }

    public record Version(int number) {}

    public static final class Generation implements RpcMethods {
        private final int number;

        Generation(int number) {
            this.number = number;
        }

        @Rpc(value = "generation", scope = Scope.READ)
        public Version generation() {
            return new Version(number);
        }
    }

    public static final class Slow implements RpcMethods {
        private final CountDownLatch entered = new CountDownLatch(1);
        private final CountDownLatch leave = new CountDownLatch(1);

        @Rpc(value = "slow", scope = Scope.READ)
        public Version slow() throws InterruptedException {
            entered.countDown();
            leave.await();
            return new Version(1);
        }
    }

    @Test
    void serves_the_newest_and_goes_back_when_it_leaves() throws Exception {
        Generation one = new Generation(1);
        Generation two = new Generation(2);
        try (TestClient client = TestClient.greeted(gateway.uri())) {
            gateway.methods.bind(one);
            assertThat(number(client)).isEqualTo(1);
            gateway.methods.bind(two);
            assertThat(number(client)).isEqualTo(2);
            gateway.methods.unbind(two);
            assertThat(number(client)).isEqualTo(1);
            gateway.methods.unbind(one);
            assertThat(client.call("generation", "{}").at("/error/message").asText()).isEqualTo("unknown method: generation");
        }
    }

    @Test
    void misses_no_call_while_services_are_swapped() throws Exception {
        RpcMethods current = new Generation(0);
        gateway.methods.bind(current);
        CompletableFuture<Integer> failures = CompletableFuture.supplyAsync(() -> failuresOf(500));
        for (int i = 1; !failures.isDone(); i++) {
            RpcMethods next = new Generation(i);
            gateway.methods.bind(next);
            gateway.methods.unbind(current);
            current = next;
        }
        assertThat(failures.get(60, TimeUnit.SECONDS)).isZero();
    }

    @Test
    void waits_for_running_calls_of_a_service_that_goes() throws Exception {
        Slow slow = new Slow();
        gateway.methods.bind(slow);
        try (TestClient client = TestClient.greeted(gateway.uri())) {
            String id = client.ask("slow", TestClient.JSON.createObjectNode());
            slow.entered.await();
            CompletableFuture<Void> gone = CompletableFuture.runAsync(() -> gateway.methods.unbind(slow));
            assertThat(gone).isNotDone();
            slow.leave.countDown();
            assertThat(client.await(f -> f.path("id").asText().equals(id)).get("ok").asBoolean()).isTrue();
            gone.get(60, TimeUnit.SECONDS);
        }
    }

    @Test
    void interrupts_a_call_that_does_not_end() throws Exception {
        Slow slow = new Slow();
        gateway.methods.bind(slow);
        try (TestClient client = TestClient.greeted(gateway.uri())) {
            String id = client.ask("slow", TestClient.JSON.createObjectNode());
            slow.entered.await();
            gateway.methods.unbind(slow);
            assertThat(client.await(f -> f.path("id").asText().equals(id)).at("/error/code").asText()).isEqualTo("UNAVAILABLE");
        }
    }

    @Test
    void refuses_more_requests_than_a_connection_may_have_running() throws Exception {
        Slow slow = new Slow();
        gateway.methods.bind(slow);
        try (TestClient client = TestClient.greeted(gateway.uri())) {
            for (int i = 0; i < 256; i++) {
                client.ask("slow", TestClient.JSON.createObjectNode());
            }
            var answer = client.call("slow", "{}");
            assertThat(answer.at("/error/code").asText()).isEqualTo("UNAVAILABLE");
            assertThat(answer.at("/error/retryable").asBoolean()).isTrue();
            slow.leave.countDown();
            client.await(f -> f.path("ok").asBoolean());
        }
    }

    @Test
    void frees_the_classes_of_a_service_that_has_gone() throws Exception {
        WeakReference<ClassLoader> loader;
        try (TestClient client = TestClient.greeted(gateway.uri())) {
            loader = useFromLoaderOfItsOwn(client);
            assertThat(client.call("health", "{}").at("/error/message").asText()).isEqualTo("unknown method: health");
            for (int i = 0; i < 50 && loader.get() != null; i++) {
                System.gc();
                client.call("system-presence", "{}");
            }
            assertThat(loader.get()).isNull();
        }
    }

    private WeakReference<ClassLoader> useFromLoaderOfItsOwn(TestClient client) throws Exception {
        ClassLoader own = new OwnLoader();
        RpcMethods sample = (RpcMethods) own.loadClass(Sample.class.getName()).getConstructor().newInstance();
        assertThat(sample.getClass()).isNotEqualTo(Sample.class);
        gateway.methods.bind(sample);
        for (int i = 0; i < 50; i++) {
            assertThat(client.call("sample.echo", "{\"key\":\"k\",\"color\":\"red\",\"parts\":[{\"name\":\"n\",\"count\":1}]}")
                    .get("ok").asBoolean()).isTrue();
            client.call("sample.fail", "{\"kind\":\"permanent\"}");
        }
        gateway.methods.unbind(sample);
        return new WeakReference<>(own);
    }

    /** Defines the sample service anew, as a bundle's loader would. */
    private static final class OwnLoader extends ClassLoader {
        OwnLoader() {
            super(Sample.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(Sample.class.getName())) {
                return super.loadClass(name, resolve);
            }
            Class<?> known = findLoadedClass(name);
            return known != null ? known : define(name);
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (var in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    private int failuresOf(int calls) {
        try (TestClient client = TestClient.greeted(gateway.uri())) {
            int failures = 0;
            for (int i = 0; i < calls; i++) {
                failures += client.call("generation", "{}").get("ok").asBoolean() ? 0 : 1;
            }
            return failures;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static int number(TestClient client) throws Exception {
        return client.call("generation", "{}").at("/payload/number").asInt();
    }
}
