package dev.chela.core.memory.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.chela.core.memory.internal.MemorySettings.Decay;
import dev.chela.core.memory.internal.Ranking.Scored;
import dev.chela.core.memory.internal.Shelf.Passage;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class RankingTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 3, 1);
    private static final Decay MONTHLY = new Decay(true, 30);

    private static Scored scored(long id, String path, String text, double score) {
        return new Scored(new Passage(id, path, "memory", 1, 1, "h" + id, text), score);
    }

    @Test
    void counts_being_found_in_every_way_for_more_than_leading_one_list() {
        var scores = Ranking.fuse(List.of(List.of(1L, 2L), List.of(3L, 2L)));

        assertThat(scores.get(2L)).isGreaterThan(scores.get(1L)).isEqualTo(61.0 / 62, within(1e-9));
        assertThat(scores.get(1L)).isEqualTo(0.5);
        assertThat(Ranking.fuse(List.of(List.of(7L)))).containsEntry(7L, 1.0);
    }

    @Test
    void ages_only_notes_that_carry_a_date() {
        assertThat(Ranking.aged(scored(1, "memory/2026-01-30.md", "", 1), MONTHLY, TODAY).score()).isEqualTo(0.9, within(1e-9));
        assertThat(Ranking.aged(scored(1, "memory/2006-01-30-trip.md", "", 1), MONTHLY, TODAY).score()).isEqualTo(0.8, within(1e-9));
        for (String path : List.of("MEMORY.md", "memory/boats.md", "memory/2026-02-31.md", "memory/2027-01-01.md")) {
            assertThat(Ranking.aged(scored(1, path, "", 1), MONTHLY, TODAY).score()).as(path).isEqualTo(1);
        }
        assertThat(Ranking.aged(scored(1, "memory/2006-01-30.md", "", 1), new Decay(false, 30), TODAY).score()).isEqualTo(1);
    }

    @Test
    void chooses_what_says_something_new_before_what_repeats() {
        List<Scored> sorted = List.of(scored(1, "a", "the boat is red and fast", 1), scored(2, "b", "the boat is red and fast", 0.99),
                scored(3, "c", "oil for the engine", 0.9));

        assertThat(Ranking.varied(sorted, 0.7, 2)).extracting(each -> each.passage().id()).containsExactly(1L, 3L);
        assertThat(Ranking.varied(sorted, 1, 2)).extracting(each -> each.passage().id()).containsExactly(1L, 2L);
        assertThat(Ranking.varied(sorted, 0.7, 5)).extracting(each -> each.passage().id()).containsExactly(1L, 2L, 3L);
    }
}
