package dev.chela.core.process.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CaptureTest {
    /** More than one reading, less than a pipe holds. */
    private static final String OUTPUT = "x".repeat(50_000) + "end";

    @TempDir
    private Path directory;
    private Path pipe;
    private final CountDownLatch looking = new CountDownLatch(1);
    private final CountDownLatch looked = new CountDownLatch(1);

    @BeforeEach
    void pipe() throws Exception {
        pipe = directory.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    }

    private Capture capture() {
        return new Capture("test", pipe, text -> {
            looking.countDown();
            await(looked);
            return text;
        });
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private OutputStream child(Capture capture) throws Exception {
        OutputStream child = new FileOutputStream(pipe.toFile());
        capture.begin();
        child.write(OUTPUT.getBytes(StandardCharsets.US_ASCII));
        return child;
    }

    /** Somebody looks at the output meanwhile, and the reader cannot put down what it reads. */
    @Test
    void all_that_a_child_wrote_is_read_however_long_that_takes() throws Exception {
        Capture capture = capture();
        CompletableFuture<?> look = CompletableFuture.runAsync(capture::output);
        looking.await();
        child(capture).close();
        Thread finishing = finishing(capture);
        while (finishing.getState() != Thread.State.BLOCKED && finishing.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        looked.countDown();
        look.get();
        finishing.join();
        assertThat(capture.output().text()).isEqualTo(OUTPUT);
    }

    @Test
    void a_process_that_still_holds_the_pipe_is_not_waited_for() throws Exception {
        looked.countDown();
        Capture capture = capture();
        try (OutputStream escaped = child(capture)) {
            finishing(capture).join();
            assertThat(capture.output().text()).isEqualTo(OUTPUT);
        }
    }

    private static Thread finishing(Capture capture) {
        Thread thread = new Thread(() -> {
            try {
                capture.finish();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        thread.start();
        return thread;
    }
}
