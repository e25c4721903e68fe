package dev.chela.core.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.api.channel.MediaRef;
import dev.chela.api.fault.Permanent;
import dev.chela.core.event.internal.InProcessEvents;
import dev.chela.core.home.Home;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaStoreTest {
    private static final long MOST = 1_000;

    @TempDir
    private Path root;
    private MediaStore store;

    private record Place(Path root) implements Home {
        @Override
        public Path directory(String relative) {
            try {
                return Files.createDirectories(root.resolve(relative));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @BeforeEach
    void open() {
        store = new MediaStore(new Place(root), new InProcessEvents());
    }

    private MediaRef keep(String name, String content) throws IOException {
        return store.keep(new ByteArrayInputStream(content.getBytes(StandardCharsets.ISO_8859_1)), name, "", MOST);
    }

    private List<String> onDisk() throws IOException {
        try (Stream<Path> all = Files.list(root.resolve("state/media"))) {
            return all.map(file -> MediaRef.KEPT + file.getFileName()).toList();
        }
    }

    private String read(MediaRef ref) throws IOException {
        try (InputStream in = store.open(ref)) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    @Test
    void what_is_kept_is_read_as_it_was_and_the_same_twice_is_one_file() throws IOException {
        String large = "0123456789".repeat(100);
        MediaRef first = keep("a.txt", large);
        MediaRef second = keep("b.txt", large);
        assertThat(first).isEqualTo(new MediaRef(first.id(), "text/plain", "a.txt", MOST));
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(read(second)).isEqualTo(large);
        assertThat(onDisk()).containsExactly(first.id());
        store.release(first);
        store.sweep(Set::of);
        assertThat(onDisk()).as("one of two still holds it").containsExactly(first.id());
        store.release(second);
        store.sweep(Set::of);
        assertThat(onDisk()).isEmpty();
    }

    @Test
    void what_is_too_large_or_empty_is_refused_and_leaves_nothing() throws IOException {
        assertThatThrownBy(() -> keep("big.bin", "x".repeat(1_001))).isInstanceOf(Permanent.class).hasMessageContainingAll("big.bin", "1000");
        assertThatThrownBy(() -> keep("no.txt", "")).isInstanceOf(Permanent.class).hasMessageContaining("empty");
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the line broke");
            }
        };
        assertThatThrownBy(() -> store.keep(broken, "x", "", MOST)).isInstanceOf(IOException.class).hasMessage("the line broke");
        assertThat(onDisk()).isEmpty();
    }

    @Test
    void after_a_crash_what_nobody_names_goes_and_what_somebody_does_stays() throws IOException {
        MediaRef named = keep("a.txt", "named by a row");
        keep("b.txt", "the crash came before its row");
        Files.writeString(root.resolve("state/media/half.new"), "the crash came while it was written");
        MediaStore next = new MediaStore(new Place(root), new InProcessEvents());
        next.sweep(() -> Set.of(named.id()));
        assertThat(onDisk()).containsExactly(named.id());
        store = next;
        assertThat(read(named)).isEqualTo("named by a row");
    }

    @Test
    void nothing_is_swept_while_it_is_written() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        InputStream slow = new ByteArrayInputStream("slow".getBytes(StandardCharsets.US_ASCII)) {
            @Override
            public synchronized int read(byte[] into, int from, int length) {
                begun.countDown();
                try {
                    assertThat(goOn.await(1, TimeUnit.MINUTES)).isTrue();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                return super.read(into, from, length);
            }
        };
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<MediaRef> keeping = thread.submit(() -> store.keep(slow, "s.txt", "", MOST));
            assertThat(begun.await(1, TimeUnit.MINUTES)).isTrue();
            store.sweep(Set::of);
            goOn.countDown();
            assertThat(read(keeping.get(1, TimeUnit.MINUTES))).isEqualTo("slow");
        } finally {
            thread.shutdown();
        }
    }

    @Test
    void no_other_file_is_read() {
        for (String id : List.of("AgACcat", "kept:../chela.db", "kept:" + "0".repeat(64))) {
            assertThatThrownBy(() -> store.open(new MediaRef(id, "", "cat.png", 1))).isInstanceOf(Permanent.class).hasMessageContaining("cat.png");
        }
    }

    @ParameterizedTest
    @CsvSource({"'\u0089PNG\r\n\u001a\nx', text/plain, a.txt, image/png", "'\u00ff\u00d8\u00ffx', '', '', image/jpeg",
        "'<html>', image/png, a.png, application/octet-stream", "'hello', text/x-rust; charset=utf-8, a.txt, text/x-rust", "'hello', '', A.CSV, text/csv",
        "'hello', not a type, noend, application/octet-stream", "'%PDF-1.7', '', '', application/pdf", "'abcdftypisom', '', '', video/mp4",
        "'abcdftypM4A ', '', '', audio/mp4", "'RIFF1234WEBPVP8', '', '', image/webp", "'OggSxxx', audio/opus, '', audio/ogg"})
    void a_file_is_what_it_shows_then_what_is_said_then_what_its_name_says(String content, String said, String name, String type) throws IOException {
        assertThat(store.keep(new ByteArrayInputStream(content.getBytes(StandardCharsets.ISO_8859_1)), name, said, MOST).mimeType()).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource({"/home/me/My report.pdf, My report.pdf", "C:\\docs\\a.txt, a.txt", "'a\"\r\nb.txt', ab.txt", "'..', file.pdf", "'', file.pdf"})
    void a_name_is_the_last_part_without_what_none_may_have(String said, String name) {
        assertThat(FileName.of(said, "application/pdf")).isEqualTo(name);
        assertThat(FileName.of("x".repeat(300) + ".txt", "")).hasSize(120).endsWith(".txt");
    }
}
