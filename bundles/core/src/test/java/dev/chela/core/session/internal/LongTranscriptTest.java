package dev.chela.core.session.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.id.AgentId;
import dev.chela.api.id.SessionKey;
import dev.chela.core.json.Json;
import dev.chela.core.session.Blocks;
import dev.chela.core.session.Branch;
import dev.chela.core.session.Compaction;
import dev.chela.core.session.Entry;
import dev.chela.core.session.Session;
import dev.chela.core.session.SessionKeys;
import dev.chela.core.task.SystemClock;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A conversation that was compacted: its end is read, what was said before only when somebody asks for it. */
class LongTranscriptTest {
    private static final SessionKey MAIN = SessionKeys.main(AgentId.MAIN);
    /** More than could be read in a test, or held. */
    private static final long ABYSS = 1L << 40;

    @TempDir
    private Path root;

    private final SystemClock clock = new SystemClock();
    private SessionRoom room;
    private SqliteSessions sessions;
    private JsonlTranscripts transcripts;

    @BeforeEach
    void open() {
        room = new SessionRoom(root, clock);
        sessions = room.sessions;
        transcripts = room.transcripts;
    }

    @AfterEach
    void close() {
        room.close();
    }

    @AfterEach
    void stopClock() {
        clock.close();
    }

    private void reopen() {
        close();
        open();
    }

    private Session session() {
        return sessions.open(MAIN);
    }

    private void append(Entry... entries) {
        sessions.commit(MAIN, "say", "send", (current, step) -> transcripts.append(step, current, List.of(entries)));
    }

    private void say(String... ids) {
        for (String id : ids) {
            ObjectNode message = Json.object().put("role", "user");
            message.putArray("content").add(Blocks.text("said " + id));
            append(Entry.message(id, Instant.now(), message));
        }
    }

    private void compact(String firstKept) {
        Entry entry = Entry.of(Compaction.ENTRY, UUID.randomUUID().toString(), Instant.now());
        entry.body().put("summary", "of what was before").put("firstKeptEntryId", firstKept);
        append(entry);
    }

    private void goOnFrom(String id) {
        Entry mark = Entry.of(Branch.MARK, UUID.randomUUID().toString(), Instant.now());
        sessions.commit(MAIN, "rewind", "rewind", (current, step) ->
                transcripts.append(step, current.branching(id, mark.id(), ""), List.of(mark)).branching(id, mark.id(), ""));
    }

    private static List<String> messages(List<Entry> entries) {
        return entries.stream().filter(Entry::isMessage).map(Entry::id).toList();
    }

    /** Puts a hole between the beginning of the file and the line that this entry stands in. */
    private void partBefore(String id) throws IOException {
        Path file = root.resolve(session().file());
        byte[] all = Files.readAllBytes(file);
        int at = new String(all).lastIndexOf('\n', new String(all).indexOf("\"id\":\"" + id + "\"")) + 1;
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            out.seek(ABYSS);
            out.write('\n');
            out.write(all, at, all.length - at);
        }
    }

    @Test
    void a_turn_reads_what_the_last_compaction_kept_however_much_lies_before_it() throws IOException {
        say("a", "b", "c", "d");
        compact("c");
        say("e", "f", "g");
        compact("f");
        say("h");
        room.close();
        partBefore("f");
        open();

        assertThat(messages(transcripts.context(session()))).containsExactly("f", "g", "h");
        say("i");
        assertThat(messages(transcripts.context(session()))).containsExactly("f", "g", "h", "i");
        assertThat(transcripts.newest(session(), entry -> entry.id().equals("g"))).isPresent();
    }

    @Test
    void people_go_on_reading_all_of_it_newest_first() {
        say("a", "b", "c", "d");
        compact("c");
        say("e");
        reopen();

        assertThat(messages(transcripts.messages(session()))).containsExactly("a", "b", "c", "d", "e");
        assertThat(messages(transcripts.conversation(session()))).containsExactly("a", "b", "c", "d", "e");
        assertThat(messages(transcripts.page(session(), 0, 2).messages())).containsExactly("d", "e");
        assertThat(messages(transcripts.page(session(), 2, 2).messages())).containsExactly("b", "c");
        assertThat(messages(transcripts.page(session(), 4, 2).messages())).containsExactly("a");
        assertThat(transcripts.page(session(), 2, 2).more()).isTrue();
        assertThat(transcripts.page(session(), 3, 2).more()).isFalse();
        assertThat(transcripts.page(session(), 4, 2).more()).isFalse();
        List<String> seen = new ArrayList<>();
        transcripts.back(session(), entry -> seen.add(entry.id()) && !entry.id().equals("b"));
        assertThat(seen).containsExactly("e", "d", "c", "b");
        assertThat(transcripts.newest(session(), entry -> entry.text().equals("said a"))).isPresent();
    }

    @Test
    void the_number_of_messages_follows_what_is_said_taken_back_and_begun_anew() {
        say("a", "b", "c");
        assertThat(transcripts.total(session())).hasValue(3);
        compact("c");
        say("d", "e");
        assertThat(transcripts.total(session())).hasValue(5);
        goOnFrom("b");
        assertThat(transcripts.total(session())).hasValue(2);
        say("f");
        assertThat(transcripts.total(session())).hasValue(3);
        reopen();
        assertThat(transcripts.total(session())).hasValue(3);
    }

    /** In the middle of it there is a hole that nobody can read. */
    @Test
    void a_page_and_the_number_of_messages_read_no_more_than_they_show() throws IOException {
        say("a");
        append(IntStream.range(0, 5_000).mapToObj(i -> Entry.message("m" + i, Instant.now(), Json.object().put("role", "user"))).toArray(Entry[]::new));
        assertThat(transcripts.total(session())).as("nobody has looked at it yet").isEmpty();
        say("b");
        compact("b");
        say("c", "d", "e");
        room.close();
        partBefore("b");
        open();

        assertThat(messages(transcripts.page(session(), 0, 2).messages())).containsExactly("d", "e");
        assertThat(transcripts.page(session(), 0, 2).more()).isTrue();
        assertThat(transcripts.total(session())).isEmpty();
    }

    @Test
    void a_conversation_that_goes_on_before_a_compaction_was_never_compacted() {
        say("a", "b", "c");
        compact("c");
        say("d");
        assertThat(messages(transcripts.context(session()))).containsExactly("c", "d");
        goOnFrom("b");
        say("e");
        assertThat(messages(transcripts.context(session()))).containsExactly("a", "b", "e");
        reopen();
        assertThat(messages(transcripts.context(session()))).containsExactly("a", "b", "e");
    }

    @Test
    void a_run_that_was_compacted_meanwhile_still_finds_what_it_wrote() {
        say("a");
        sessions.commit(MAIN, "start", "start", (current, step) -> current.with(
                new Session.Last("run", "running", "", current.entries(), 1, 0, 0, "", ""), current.spent()));
        say("run:u", "run:1", "steering");
        compact("steering");
        assertThat(messages(transcripts.context(session()))).containsExactly("run:u", "run:1", "steering");
        reopen();
        assertThat(messages(transcripts.context(session()))).containsExactly("run:u", "run:1", "steering");
    }
}
