package dev.chela.core.turn.internal.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.core.session.Compaction;
import dev.chela.core.session.Entry;
import dev.chela.core.session.Runs;
import dev.chela.core.turn.internal.House;
import dev.chela.core.turn.internal.PacedModel;
import dev.chela.core.turn.internal.Talk;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a turn costs does not grow with what was said before it: here a terabyte lies before what the last compaction kept. */
class LongHistoryTest {
    /** More than could be read in a test, or held. */
    private static final long ABYSS = 1L << 40;

    @TempDir
    private Path root;

    private static void turn(Talk talk, String id, String text) throws InterruptedException {
        talk.say(id, text);
        talk.model.next().answer("answer to " + text);
        talk.end(id);
    }

    private static void compact(Talk talk, String firstKept) {
        Entry entry = Entry.of(Compaction.ENTRY, "compacted", Instant.now());
        entry.body().put("summary", "of what was before").put("firstKeptEntryId", firstKept);
        talk.house.sessions.commit(House.MAIN, "compact", "compaction", (current, step) ->
                talk.house.transcripts.append(step, current, List.of(entry)));
    }

    /** Puts a hole between the beginning of the file and the line that this entry stands in. */
    private static void partBefore(Path file, String id) throws IOException {
        byte[] all = Files.readAllBytes(file);
        int at = new String(all).lastIndexOf('\n', new String(all).indexOf("\"id\":\"" + id + "\"")) + 1;
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            out.seek(ABYSS);
            out.write('\n');
            out.write(all, at, all.length - at);
        }
    }

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void a_start_a_turn_with_a_tool_and_orders_read_nothing_of_what_was_compacted() throws Exception {
        Path file;
        try (Talk talk = new Talk(root)) {
            turn(talk, "a", "one");
            turn(talk, "b", "two");
            compact(talk, "b:u");
            turn(talk, "c", "three");
            file = talk.house.transcript();
        }
        partBefore(file, "b:u");
        try (Talk talk = new Talk(root)) {
            talk.offering("look", "seen").say("d", "four");
            PacedModel.Asked asked = talk.model.next();
            assertThat(asked.heard()).containsSubsequence("two", "three", "four").noneMatch(text -> text.contains("one"));
            asked.call("c1:look");
            talk.model.next().answer("done");
            assertThat(talk.end("d").state()).isEqualTo(Runs.State.OK);
            for (String order : List.of("/status", "/context", "/usage")) {
                assertThat(talk.say("o" + order.substring(1), order).end("o" + order.substring(1)).state()).as(order).isEqualTo(Runs.State.OK);
            }
            assertThat(talk.house.transcripts.page(talk.house.sessions.open(House.MAIN), 0, 3).messages()).hasSize(3);
            assertThat(talk.house.transcripts.newest(talk.house.sessions.open(House.MAIN), entry -> entry.text().equals("three"))).isPresent();
        }
    }
}
