package dev.chela.core.net.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.http.client.sse.DefaultServerSentEventParsingHandle;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SseReaderTest {
    @Test
    void reads_events_with_each_kind_of_line_end() throws IOException {
        assertThat(read("data: a\n\ndata: b\r\n\r\ndata: c\r\r")).containsExactly("null:a", "null:b", "null:c");
    }

    @Test
    void joins_data_lines_and_keeps_the_event_name_for_one_event() throws IOException {
        assertThat(read("event: x\ndata: 1\ndata: 2\n\ndata:3\n\n")).containsExactly("x:1\n2", "null:3");
    }

    @Test
    void ignores_comments_other_fields_and_events_without_data() throws IOException {
        assertThat(read(": ping\n\nid: 7\nretry: 5\nevent: lost\n\ndata\n\ndata: a\n\n")).containsExactly("null:", "null:a");
    }

    @Test
    void drops_what_the_end_of_the_stream_cuts_off() throws IOException {
        assertThat(read("data: whole\n\ndata: cut")).containsExactly("null:whole");
        assertThat(read("data: whole\n\ndata: cut\n")).containsExactly("null:whole");
    }

    @Test
    void reads_the_same_however_the_bytes_are_cut() throws IOException {
        String text = "event: e\r\ndata: gruß 日本 \uD83E\uDD80\r\n\r\ndata: " + "x".repeat(20_000) + "\n\n";
        for (int size : new int[] {1, 2, 3, 7, 8191, 8192, 8193}) {
            assertThat(read(text, size)).as("parts of %d bytes", size)
                    .containsExactly("e:gruß 日本 \uD83E\uDD80", "null:" + "x".repeat(20_000));
        }
    }

    @Test
    void refuses_an_event_without_end() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 'x';
            }
        };
        assertThatThrownBy(() -> feed(endless)).isInstanceOf(BodyStream.Broken.class).hasMessageContaining("8 MB");
    }

    private static List<String> read(String text) throws IOException {
        return read(text, Integer.MAX_VALUE);
    }

    private static List<String> read(String text, int size) throws IOException {
        return feed(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public synchronized int read(byte[] into, int offset, int length) {
                return super.read(into, offset, Math.min(length, size));
            }
        });
    }

    private static List<String> feed(InputStream in) throws IOException {
        List<String> events = new ArrayList<>();
        new SseReader(in).feed(new ServerSentEventListener() {
            @Override
            public void onEvent(ServerSentEvent event, ServerSentEventContext context) {
                events.add(event.event() + ":" + event.data());
            }

            @Override
            public void onError(Throwable error) {
                throw new AssertionError(error);
            }
        }, new ServerSentEventContext(new DefaultServerSentEventParsingHandle(in)));
        return events;
    }
}
