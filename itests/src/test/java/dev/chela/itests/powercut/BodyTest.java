package dev.chela.itests.powercut;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

class BodyTest {
    private static final IntUnaryOperator NONE = most -> 0;
    private static final IntUnaryOperator ALL = most -> most;

    @Test
    void what_was_synced_comes_back_and_what_was_written_since_need_not() {
        Body body = new Body(bytes("before "));
        write(body, 7, "synced ", 1);
        body.sync(2);
        write(body, 14, "lost", 3);
        assertThat(back(body, NONE, 4)).isEqualTo("before synced ");
        assertThat(back(body, ALL, 4)).isEqualTo("before synced lost").isEqualTo(text(body.now()));
        assertThat(body.uncertain()).isEqualTo(1);
    }

    @Test
    void a_sync_knows_nothing_of_what_returned_after_it_began() {
        Body body = new Body(new byte[0]);
        write(body, 0, "a", 1);
        write(body, 1, "b", 5);
        body.sync(5);
        assertThat(back(body, NONE, 4)).isEqualTo("a");
    }

    @Test
    void each_block_comes_back_as_it_was_at_any_time_since_and_never_as_it_never_was() {
        Body body = new Body(bytes("0000" + "0000"));
        write(body, 0, "11", 1);
        write(body, 2, "22", 2);
        write(body, 3, "3333", 3);
        Set<String> seen = anyhow(body);
        assertThat(seen).containsExactlyInAnyOrder("00000000", "11000000", "11220000", "11230000", "00003330", "11003330", "11223330", "11233330");
    }

    @Test
    void what_a_file_grew_by_may_come_back_as_zeros_or_not_at_all() {
        Body body = new Body(bytes("ab"));
        write(body, 2, "cdef", 1);
        assertThat(anyhow(body)).containsExactlyInAnyOrder("ab", "ab\\0\\0", "ab\\0\\0\\0\\0", "abcd", "abcd\\0\\0", "ab\\0\\0ef", "abcdef");
    }

    @Test
    void what_was_written_after_a_file_was_made_shorter_comes_back_only_with_that() {
        Body body = new Body(bytes("12345678"));
        body.change(new Change.Resize(0), 1);
        write(body, 0, "new", 2);
        assertThat(anyhow(body)).containsExactlyInAnyOrder("12345678", "", "new", "\\0\\0\\0");
    }

    @Test
    void a_file_that_was_cut_and_grew_again_has_zeros_in_between() {
        Body body = new Body(bytes("12345678"));
        body.change(new Change.Resize(2), 1);
        body.change(new Change.Resize(6), 2);
        assertThat(text(body.now())).isEqualTo("12\\0\\0\\0\\0");
        assertThat(anyhow(body)).containsExactlyInAnyOrder("12345678", "12", "12\\0\\0\\0\\0");
    }

    /** Everything that comes back, in blocks of four bytes. */
    private static Set<String> anyhow(Body body) {
        Set<String> seen = new HashSet<>();
        for (int seed = 0; seed < 2000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            seen.add(back(body, most -> random.nextInt(most + 1), 4));
        }
        return seen;
    }

    private static String back(Body body, IntUnaryOperator choice, int block) {
        return text(body.after(new Cut(NONE, choice, block, true)));
    }

    private static void write(Body body, int at, String text, long when) {
        body.change(new Change.Write(at, bytes(text)), when);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.US_ASCII).replace("\0", "\\0");
    }
}
