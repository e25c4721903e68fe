package dev.chela.bench;

import dev.chela.core.event.internal.InProcessEvents;
import dev.chela.core.home.internal.LockedHome;
import dev.chela.core.store.LedgerLoad;
import dev.chela.core.store.Step;
import dev.chela.core.store.Step.Change;
import dev.chela.core.store.Step.Line;
import dev.chela.core.store.Witness;
import dev.chela.core.store.internal.SqliteLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How many commits a second the disk carries, and how long one takes: a row and a transcript line of 1 KB each, every caller with a
 * session of its own. The number of callers is JMH's {@code -t}. The directory is {@code -Djava.io.tmpdir}: on a disk, not in memory.
 */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 3)
public class LedgerBench {
    private static final String TEXT = "x".repeat(1000);

    private final AtomicLong ids = new AtomicLong();
    private Path root;
    private LockedHome home;
    private SqliteLedger ledger;

    @Setup
    public void open() throws IOException {
        root = Files.createTempDirectory("chela-ledger-bench");
        home = new LockedHome(root);
        ledger = new SqliteLedger(home, new InProcessEvents(), Witness.NONE);
        ledger.define("bench", List.of(List.of("CREATE TABLE bench (id TEXT PRIMARY KEY, body TEXT) WITHOUT ROWID")));
    }

    @TearDown
    public void close() throws IOException {
        LedgerLoad load = ledger.load();
        System.out.printf("%n%d commits in %d transactions, at most %d in one%n", load.commits(), load.batches(), load.largestBatch());
        ledger.close();
        home.close();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** One caller's transcript. */
    @State(Scope.Thread)
    public static class Session {
        private final String file = "agents/main/state/transcripts/" + java.util.UUID.randomUUID() + ".jsonl";
    }

    @Benchmark
    @BenchmarkMode(Mode.Throughput)
    @OutputTimeUnit(TimeUnit.SECONDS)
    public Object commits(Session session) {
        return commit(session);
    }

    @Benchmark
    @BenchmarkMode(Mode.SampleTime)
    @OutputTimeUnit(TimeUnit.MICROSECONDS)
    public Object latency(Session session) {
        return commit(session);
    }

    private Object commit(Session session) {
        String id = Long.toString(ids.incrementAndGet());
        return ledger.commit(Step.named("bench")
                .change(Change.one("INSERT INTO bench (id, body) VALUES (?, ?) ON CONFLICT DO NOTHING", id, TEXT))
                .line(new Line(session.file, id, "{\"id\":\"" + id + "\",\"text\":\"" + TEXT + "\"}"))
                .build());
    }
}
