package dev.chela.core.plugin.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.core.plugin.PluginChanged;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;

class SwapTest {
    private static final int SWAPS = 20;

    @TempDir Path root;
    private Container container;

    @BeforeEach
    void start() throws Exception {
        container = new Container(root);
    }

    @AfterEach
    void stop() throws Exception {
        container.close();
    }

    private void swapTo(String answer) throws Exception {
        container.drop("echo.jar", PluginJar.tool("echo", answer));
        assertThat(container.changed().after()).isPresent();
    }

    private WeakReference<ClassLoader> current() {
        Bundle bundle = container.context.getBundle(container.plugins.list().get(0).bundle());
        return new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader());
    }

    @Test
    void no_call_is_missed_over_twenty_swaps_and_nothing_of_the_old_generations_stays() throws Exception {
        swapTo("0");
        container.call("echo");
        ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
        AtomicLong calls = new AtomicLong();
        AtomicBoolean enough = new AtomicBoolean();
        CompletableFuture<Void> caller = CompletableFuture.runAsync(() -> {
            while (!enough.get()) {
                String answer = container.call("echo");
                calls.incrementAndGet();
                if (!answer.matches("\\d+ hello")) {
                    wrong.add(answer);
                }
            }
        });
        Set<String> threads = threads();
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        for (int swap = 1; swap <= SWAPS; swap++) {
            loaders.add(current());
            swapTo(String.valueOf(swap));
            assertThat(container.call("echo")).isEqualTo(swap + " hello");
        }
        enough.set(true);
        caller.get();

        assertThat(wrong).isEmpty();
        assertThat(calls.get()).isGreaterThan(SWAPS);
        container.settled();
        assertThat(container.generations()).hasSize(1);
        assertThat(collected(loaders)).as("class loaders of old generations still alive").isEmpty();
        assertThat(threads()).as("threads").isSubsetOf(threads);
    }

    /** By kind: pools may have more or fewer of the same. */
    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream().map(thread -> thread.getName().replaceAll("[0-9]+", "")).collect(Collectors.toSet());
    }

    /** A thread that has just left an old generation may still have it in hand: what stays is what stays for a minute. */
    private static List<ClassLoader> collected(List<WeakReference<ClassLoader>> loaders) {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        List<ClassLoader> alive;
        do {
            System.gc();
            alive = loaders.stream().map(WeakReference::get).filter(java.util.Objects::nonNull).toList();
        } while (!alive.isEmpty() && System.nanoTime() < end);
        return alive;
    }

    @Test
    void a_running_call_ends_in_the_generation_where_it_began_while_new_calls_go_to_the_new_one() throws Exception {
        swapTo("old");
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        CompletableFuture<String> running = CompletableFuture.supplyAsync(() -> container.call("echo", line -> {
            inside.countDown();
            await(leave);
        }));
        inside.await();

        swapTo("new");
        assertThat(container.call("echo")).isEqualTo("new hello");
        assertThat(container.generations()).as("the old one drains").hasSize(2);
        leave.countDown();
        assertThat(running.get()).isEqualTo("old hello");
        container.settled();
        assertThat(container.generations()).hasSize(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError("the call was interrupted", e);
        }
    }

    @Test
    void a_channel_connects_once_at_a_time() throws Exception {
        List<Integer> active = new ArrayList<>();
        container.context.addServiceListener(event -> active.add(container.serving("sample.echo")));
        container.drop("echo.jar", PluginJar.tool("echo", "one").header("Provide-Capability", "chela.channel;id=echo"));
        container.changed();
        container.drop("echo.jar", PluginJar.tool("echo", "two").header("Provide-Capability", "chela.channel;id=echo"));
        PluginChanged upgraded = container.changed();

        assertThat(upgraded.before()).isPresent();
        assertThat(container.call("echo")).isEqualTo("two hello");
        assertThat(active).isNotEmpty().allMatch(count -> count <= 1);
    }

    @Test
    void a_channel_whose_upgrade_fails_is_connected_again() throws Exception {
        container.drop("echo.jar", PluginJar.tool("echo", "one").header("Provide-Capability", "chela.channel;id=echo"));
        container.changed();
        container.drop("echo.jar", PluginJar.tool("echo", "two").header("Provide-Capability", "chela.channel;id=echo")
                .component(dev.chela.core.plugin.sample.Bursting.class));
        assertThat(container.refused()).contains("the boiler burst");
        assertThat(container.call("echo")).isEqualTo("one hello");
        assertThat(container.plugins.list()).singleElement().satisfies(plugin -> assertThat(plugin.works()).isTrue());
    }

    @Test
    void a_jar_deleted_while_it_is_being_installed_is_gone_in_the_end() throws Exception {
        for (int round = 0; round < 10; round++) {
            container.drop("echo.jar", PluginJar.tool("echo", "round " + round));
            container.delete("echo.jar");
        }
        swapTo("last");
        container.delete("echo.jar");
        PluginChanged last = container.changed();
        while (last.after().isPresent()) {
            last = container.changed();
        }
        assertThat(container.call("echo")).contains("there is no tool 'echo'");
    }

    @Test
    void a_file_that_gets_another_name_keeps_its_plugin_running() throws Exception {
        swapTo("one");
        long bundle = container.plugins.list().get(0).bundle();
        java.nio.file.Files.move(container.deploy.resolve("echo.jar"), container.deploy.resolve("echo-1.0.jar"));
        PluginChanged renamed = container.changed();
        assertThat(renamed.file()).isEqualTo("echo-1.0.jar");
        assertThat(renamed.after()).isEqualTo(renamed.before());
        assertThat(container.plugins.list()).singleElement().satisfies(plugin -> assertThat(plugin.bundle()).isEqualTo(bundle));
    }

    @Test
    void faults_are_counted() throws Exception {
        container.drop("loop.jar", PluginJar.tool("loop", "").component(dev.chela.core.plugin.sample.Looping.class));
        container.changed();
        assertThat(container.call("loop")).contains("round and round");
        assertThat(container.plugins.list()).singleElement().satisfies(plugin -> assertThat(plugin.faults()).isEqualTo(1));
    }
}
