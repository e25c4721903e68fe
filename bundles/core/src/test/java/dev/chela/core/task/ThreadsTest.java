package dev.chela.core.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ThreadsTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** Stands for a plugin's code: what is beneath it on the stack when a pool needs one thread more. */
    public static final class Guest implements Runnable {
        private final ThreadFactory factory;
        private final Runnable work;

        public Guest(ThreadFactory factory, Runnable work) {
            this.factory = factory;
            this.work = work;
        }

        @Override
        public void run() {
            factory.newThread(work).start();
        }
    }

    @Test
    void a_thread_holds_nothing_of_whose_code_needed_it() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try {
            WeakReference<ClassLoader> guest = visit(Threads.named("kept"), () -> await(end));
            long limit = System.nanoTime() + PATIENCE.toNanos();
            while (guest.get() != null && System.nanoTime() < limit) {
                System.gc();
            }
            assertThat(guest.get()).isNull();
        } finally {
            end.countDown();
        }
    }

    private static void await(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static WeakReference<ClassLoader> visit(ThreadFactory factory, Runnable work) throws ReflectiveOperationException {
        ClassLoader own = new Own();
        Class<?> guest = own.loadClass(Guest.class.getName());
        assertThat(guest).isNotEqualTo(Guest.class);
        ((Runnable) guest.getConstructor(ThreadFactory.class, Runnable.class).newInstance(factory, work)).run();
        return new WeakReference<>(own);
    }

    /** As a bundle has one: its classes are its own. */
    private static final class Own extends ClassLoader {
        Own() {
            super(ThreadsTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.equals(Guest.class.getName())) {
                return super.loadClass(name, resolve);
            }
            try (InputStream bytes = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] code = bytes.readAllBytes();
                return defineClass(name, code, 0, code.length);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
    }
}
