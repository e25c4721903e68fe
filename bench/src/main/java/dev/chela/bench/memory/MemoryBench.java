package dev.chela.bench.memory;

import dev.chela.api.grant.Memory.Found;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
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

/** What a search of ten thousand passages takes: the look at every file, the words, and with {@code hybrid} the vectors and one request for one. */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 3)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class MemoryBench {
    private static final int PASSAGES = 10_000;

    @Param({"false", "true"})
    private boolean hybrid;

    private Remembering memory;
    private List<Question> questions;
    private int next;

    @Setup(Level.Trial)
    public void write() throws IOException {
        Path root = Files.createTempDirectory("memory-bench");
        RetrievalSet set = new RetrievalSet(1);
        set.write(root.resolve("workspace"));
        set.writeMore(root.resolve("workspace"), PASSAGES);
        questions = set.questions();
        memory = new Remembering(root, hybrid);
        System.out.println("# " + memory.index());
    }

    @Benchmark
    public Found search() {
        next = (next + 1) % questions.size();
        return memory.search(questions.get(next).text());
    }

    @TearDown(Level.Trial)
    public void close() throws IOException {
        memory.close();
    }
}
