package dev.chela.core.store.internal;

import dev.chela.core.store.CommitListener;
import java.nio.file.Path;
import java.time.Duration;

/** Commits without end from four threads and prints what was acknowledged; made to be killed. */
final class LedgerWriterMain {
    private LedgerWriterMain() {}

    public static void main(String[] args) {
        LedgerHarness harness = new LedgerHarness(Path.of(args[0]));
        harness.options = new LedgerOptions(CommitListener.NONE, () -> Runtime.getRuntime().halt(1), Duration.ofMillis(20));
        harness.open();
        for (int i = 0; i < 4; i++) {
            String prefix = args[1] + "-" + i + "-";
            new Thread(() -> write(harness, prefix)).start();
        }
    }

    private static void write(LedgerHarness harness, String prefix) {
        for (int i = 0; ; i++) {
            harness.ledger.commit(LedgerHarness.step(prefix + i));
            System.out.println(prefix + i + ";");
        }
    }
}
