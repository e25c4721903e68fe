package dev.chela.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.chela.api.config.Secret;
import dev.chela.api.id.ModelRef;
import dev.chela.api.task.Cancellation.Registration;
import dev.chela.core.config.Config;
import dev.chela.core.guest.Guest;
import dev.chela.core.guest.GuestBook;
import dev.chela.core.json.Json;
import dev.chela.core.model.Models;
import dev.chela.core.model.ModelsConfig;
import dev.chela.core.model.internal.ProviderModels;
import dev.chela.core.net.internal.JdkHttp;
import dev.chela.core.task.CancelSource;
import dev.chela.core.task.SystemClock;
import dev.chela.model.openai.OpenAi;
import dev.chela.testkit.model.FakeModel;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.http.client.HttpMethod;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.model.chat.request.ChatRequest;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What an answer of fifty words costs over a bare HTTP client. */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 3)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ModelBench {
    private static final ModelRef MODEL = ModelRef.parse("fake/fake-1");

    @Param("1")
    private int length;

    private final LongAdder answers = new LongAdder();
    private final SystemClock clock = new SystemClock();
    private final JdkHttp http = new JdkHttp(clock);
    private final GuestBook guests = new GuestBook();
    private final HttpClient bare = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private FakeModel server;
    private ProviderModels models;
    private ChatRequest question;
    private String body;
    private long cpu;

    @Setup
    public void open() {
        server = FakeModel.start();
        models = new ProviderModels(new Fixed(config()), http, clock, guests, name -> null);
        models.add(new OpenAi(), new Guest(1, "model-openai", "1"), 1);
        List<ChatMessage> messages = new ArrayList<>();
        for (int i = 1; i < length; i++) {
            messages.add(i % 2 == 1 ? UserMessage.from("word ".repeat(60)) : AiMessage.from("answer ".repeat(60)));
        }
        messages.add(UserMessage.from("count 50"));
        question = ChatRequest.builder().messages(messages).build();
        ask();
        body = server.last().body().toString();
    }

    private ModelsConfig config() {
        return new ModelsConfig(null, Map.of("fake", new ModelsConfig.Provider(
                server.v1().toString(), new Secret("none"), null, "openai-completions", null, 0, List.of())));
    }

    @Setup(Level.Iteration)
    public void start() {
        server.forget();
        answers.reset();
        cpu = cpu();
    }

    @TearDown(Level.Iteration)
    public void tell() {
        System.out.printf("%d us of processor time an answer; ", (cpu() - cpu) / 1000 / Math.max(1, answers.sum()));
    }

    @TearDown
    public void close() {
        server.close();
        http.close();
        guests.close();
        clock.close();
    }

    private static long cpu() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    @Benchmark
    public long bare() throws IOException, InterruptedException {
        answers.increment();
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.v1() + "/chat/completions"))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try (Stream<String> lines = bare.send(request, HttpResponse.BodyHandlers.ofLines()).body()) {
            return lines.filter(line -> line.startsWith("data:")).count();
        }
    }

    @Benchmark
    public long turnHttp() {
        answers.increment();
        LongAdder events = new LongAdder();
        http.bind(new CancelSource(), Duration.ofSeconds(30)).build().execute(
                dev.langchain4j.http.client.HttpRequest.builder()
                        .method(HttpMethod.POST)
                        .url(server.v1() + "/chat/completions")
                        .body(body)
                        .build(),
                new Counting(events));
        return events.sum();
    }

    @Benchmark
    public Object ask() {
        answers.increment();
        return models.ask(new Models.Question(List.of(MODEL), question, new CancelSource()), new Deaf());
    }

    private record Counting(LongAdder events) implements ServerSentEventListener {
        @Override
        public void onEvent(ServerSentEvent event) {
            events.increment();
        }

        @Override
        public void onError(Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static final class Deaf implements Models.Listener {
        @Override
        public void asking(ModelRef model) {}

        @Override
        public void text(String delta) {}

        @Override
        public void thinking(String delta) {}

        @Override
        public void retrying(String why, Duration after) {
            throw new IllegalStateException(why);
        }
    }

    private record Fixed(ModelsConfig values) implements Config {
        @Override
        public <T extends Record> Live<T> section(String path, Class<T> type) {
            return new Always<>(type.cast(values));
        }

        @Override
        public Registration vocabulary(String place, String like, Set<String> keys) {
            return () -> { };
        }

        @Override
        public Snapshot current() {
            return new Snapshot("", false, "", Json.object(), Json.object(), true, "", List.of(), List.of(), List.of());
        }
    }

    private record Always<T>(T get) implements Config.Live<T> {
        @Override
        public void onChange(Consumer<? super T> listener) {}

        @Override
        public void close() {}
    }
}
