package dev.chela.core.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.api.channel.Capabilities.Album;
import dev.chela.api.channel.Capabilities.Files;
import dev.chela.api.channel.Capabilities;
import dev.chela.api.channel.MediaRef;
import dev.chela.api.fault.Denied;
import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import dev.chela.api.grant.Messages.Enclosure;
import dev.chela.api.net.Http;
import dev.chela.api.net.WebSocket;
import dev.chela.core.FixedConfig;
import dev.chela.core.event.internal.InProcessEvents;
import dev.chela.core.home.internal.LockedHome;
import dev.chela.core.media.Enclosures.Reach;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnclosuresTest {
    private static final String PNG = "\u0089PNG\r\n\u001a\ncat";

    @TempDir
    private Path root;
    private LockedHome home;
    private MediaStore store;
    private final Web web = new Web();
    private Enclosures enclosures;

    /** What lies where. */
    private static final class Web implements Http {
        private final Map<String, Streaming> pages = new HashMap<>();
        private final List<String> asked = new ArrayList<>();

        void page(String address, int status, Map<String, List<String>> headers, String body) {
            pages.put(address, new Streaming(status, headers, new ByteArrayInputStream(body.getBytes(StandardCharsets.ISO_8859_1))));
        }

        @Override
        public Streaming open(Call call) {
            asked.add(call.uri().toString());
            return pages.get(call.uri().toString());
        }

        @Override
        public Answer send(Call call, long maxBytes) {
            throw new AssertionError("read as it comes");
        }

        @Override
        public Answer send(Call call, List<Part> form, long maxBytes) {
            throw new AssertionError("nothing is sent");
        }

        @Override
        public WebSocket connect(URI uri, Duration timeout, int longest) {
            throw new AssertionError("nobody asks for it");
        }

        @Override
        public Http outside(Set<String> trusted) {
            assertThat(trusted).as("nobody within the house is trusted").isEmpty();
            return this;
        }
    }

    @BeforeEach
    void open() {
        home = new LockedHome(root.resolve("home"));
        store = new MediaStore(home, new InProcessEvents());
        enclosures = new Enclosures(store, web, new FixedConfig());
    }

    @AfterEach
    void close() {
        home.close();
    }

    private static Capabilities taking(long largest) {
        return new Capabilities(100, Capabilities.Unit.UTF16, "plain", Duration.ZERO, Set.of("Post"), false, new Files(largest, 0, Album.NONE));
    }

    private MediaRef only(Enclosure wanted) {
        return enclosures.gather(List.of(wanted), "test", taking(1_000), Reach.NOWHERE).refs().get(0);
    }

    private List<String> onDisk() throws IOException {
        try (Stream<Path> all = java.nio.file.Files.list(home.root().resolve("state/media"))) {
            return all.map(file -> file.getFileName().toString()).toList();
        }
    }

    private Enclosure.At at(String place) {
        return new Enclosure.At(place);
    }

    @Test
    void bytes_data_urls_and_paths_are_kept_with_what_is_said_of_them() throws IOException {
        MediaRef given = only(new Enclosure.Holding(PNG.getBytes(StandardCharsets.ISO_8859_1), "", ""));
        assertThat(given).isEqualTo(new MediaRef(given.id(), "image/png", "file.png", PNG.length()));
        assertThat(only(at("data:text/csv;charset=utf-8;base64,YSxi")).mimeType()).isEqualTo("text/csv");
        Path file = java.nio.file.Files.writeString(root.resolve("a.txt"), "hello");
        MediaRef read = enclosures.gather(List.of(new Enclosure.At("file:///somewhere/a.txt", "note.md", "")), "test", taking(9), path -> {
            assertThat(path).isEqualTo("/somewhere/a.txt");
            return file;
        }).refs().get(0);
        assertThat(read.name()).isEqualTo("note.md");
        assertThat(read.mimeType()).isEqualTo("text/markdown");
        assertThatThrownBy(() -> only(at("data:text/csv,hello"))).isInstanceOf(Permanent.class).hasMessageContaining("base64");
        assertThatThrownBy(() -> only(at("/etc/hostname"))).isInstanceOf(Denied.class).hasMessageContaining("/etc/hostname");
        assertThatThrownBy(() -> enclosures.gather(List.of(at("x")), "test", taking(9), path -> root)).hasMessageContaining("'x' is no file");
    }

    @Test
    void a_file_is_fetched_where_an_address_leads() {
        web.page("https://e.org/cat?size=9", 302, Map.of("location", List.of("/pictures/cat.png")), "");
        web.page("https://e.org/pictures/cat.png", 200, Map.of("content-type", List.of("image/png")), PNG);
        assertThat(only(at("https://e.org/cat?size=9"))).satisfies(ref -> {
            assertThat(ref.name()).isEqualTo("cat.png");
            assertThat(ref.mimeType()).isEqualTo("image/png");
        });
        web.page("https://e.org/down", 301, Map.of("location", List.of("http://e.org/clear")), "");
        assertThatThrownBy(() -> only(at("https://e.org/down"))).isInstanceOf(Permanent.class).hasMessageContaining("from https to http");
        web.page("https://e.org/round", 307, Map.of("location", List.of("https://e.org/round")), "");
        assertThatThrownBy(() -> only(at("https://e.org/round"))).isInstanceOf(Permanent.class).hasMessageContaining("5 times");
        assertThat(web.asked).doesNotContain("http://e.org/clear");
    }

    @Test
    void what_an_address_does_not_give_is_told_without_its_secrets() {
        web.page("https://e.org/a?key=hidden", 404, Map.of(), "no");
        assertThatThrownBy(() -> only(at("https://e.org/a?key=hidden"))).isInstanceOf(Permanent.class).hasMessageContaining("404")
                .hasMessageNotContaining("hidden");
        web.page("https://e.org/b", 503, Map.of(), "later");
        assertThatThrownBy(() -> only(at("https://e.org/b"))).isInstanceOf(Transient.class).hasMessageContaining("503");
        web.page("https://e.org/c.bin", 200, Map.of(), "x".repeat(1_001));
        assertThatThrownBy(() -> only(at("https://e.org/c.bin"))).isInstanceOf(Permanent.class).hasMessageContainingAll("c.bin", "1000");
    }

    @Test
    void all_are_kept_or_none() throws IOException {
        Enclosure good = new Enclosure.Holding(new byte[] {1}, "", "");
        assertThatThrownBy(() -> enclosures.gather(List.of(good, at("/x")), "test", taking(9), Reach.NOWHERE)).isInstanceOf(Denied.class);
        store.sweep(Set::of);
        assertThat(onDisk()).isEmpty();
        Kept kept = enclosures.gather(List.of(good, good), "test", taking(9), Reach.NOWHERE);
        store.sweep(Set::of);
        assertThat(onDisk()).hasSize(1);
        kept.close();
        store.sweep(Set::of);
        assertThat(onDisk()).isEmpty();
    }

    @Test
    void a_channel_without_files_too_many_of_them_and_a_smaller_house_are_refused_before_anything_is_kept() throws IOException {
        Enclosure one = new Enclosure.Holding(new byte[] {1}, "", "");
        assertThatThrownBy(() -> enclosures.gather(List.of(one), "pigeon", taking(0), Reach.NOWHERE)).isInstanceOf(Permanent.class)
                .hasMessageContaining("pigeon cannot send files");
        List<Enclosure> many = IntStream.range(0, 11).<Enclosure>mapToObj(i -> one).toList();
        assertThatThrownBy(() -> enclosures.gather(many, "test", taking(9), Reach.NOWHERE)).hasMessageContainingAll("10", "11");
        Enclosures none = new Enclosures(store, web, new FixedConfig(new MediaConfig(new MediaConfig.Delivery(0))));
        assertThatThrownBy(() -> none.gather(List.of(one), "test", taking(9), Reach.NOWHERE)).isInstanceOf(Permanent.class).hasMessageContaining("0 bytes");
        assertThatThrownBy(() -> new MediaConfig.Delivery(-1)).hasMessageContaining("messages.delivery.mediaMaxMb");
        assertThat(onDisk()).isEmpty();
    }
}
