package dev.chela.core.session.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.id.SessionKey;
import dev.chela.core.session.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TailsTest {
    private static final SessionKey A = new SessionKey("agent:main:a");
    private static final SessionKey B = new SessionKey("agent:main:b");
    private static final SessionKey C = new SessionKey("agent:main:c");

    private final Tails tails = new Tails(10_000);
    private final List<SessionKey> read = new ArrayList<>();

    private static Entry entry(int seq, int length) {
        Entry entry = Entry.of("message", "e" + seq, Instant.EPOCH).at("", seq);
        entry.body().put("text", "x".repeat(length));
        return entry;
    }

    private List<Entry> use(SessionKey key, Entry... file) {
        return tails.of(key, () -> {
            read.add(key);
            return List.of(file);
        });
    }

    @Test
    void what_was_used_longest_ago_goes_when_all_weigh_too_much() {
        use(A, entry(1, 3000));
        use(B, entry(1, 3000));
        use(A);
        use(C, entry(1, 3000));
        read.clear();
        assertThat(use(A)).hasSize(1);
        assertThat(use(C)).hasSize(1);
        assertThat(read).isEmpty();
        use(B, entry(1, 3000));
        assertThat(read).containsExactly(B);
    }

    @Test
    void a_few_long_entries_weigh_as_much_as_many_short_ones() {
        use(A, entry(1, 100));
        use(B, entry(1, 100));
        tails.append(B, entry(2, 9_000));
        use(A, entry(1, 100));
        assertThat(read).containsExactly(A, B, A);
    }

    @Test
    void the_one_in_use_stays_however_long_it_is_until_another_is_used() {
        assertThat(use(A, entry(1, 50_000))).hasSize(1);
        tails.append(A, entry(2, 10));
        assertThat(use(A)).hasSize(2);
        use(B, entry(1, 10));
        assertThat(use(A, entry(1, 10))).hasSize(1);
        assertThat(read).containsExactly(A, B, A);
    }

    @Test
    void what_was_read_with_an_entry_that_is_announced_later_has_it_once() {
        use(A, entry(1, 10), entry(2, 10));
        tails.append(A, entry(2, 10));
        tails.append(A, entry(3, 10));
        assertThat(use(A)).extracting(Entry::seq).containsExactly(1L, 2L, 3L);
    }

    @Test
    void what_begins_anew_or_is_forgotten_weighs_nothing_any_more() {
        use(A, entry(1, 6_000));
        tails.begin(A, entry(2, 10));
        use(B, entry(1, 6_000));
        tails.forget(B);
        use(C, entry(1, 6_000));
        assertThat(use(A)).extracting(Entry::seq).containsExactly(2L);
        assertThat(read).containsExactly(A, B, C);
    }
}
