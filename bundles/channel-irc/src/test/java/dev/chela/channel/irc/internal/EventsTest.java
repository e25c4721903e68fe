package dev.chela.channel.irc.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.channel.Inbound;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");

    private static List<Inbound> read(String line) {
        return Events.parse(Events.raw(line, "Chela", NOW, "id-1").body());
    }

    private static Inbound.Message message(String line) {
        return (Inbound.Message) read(line).get(0);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"chela: hello | true", "hello, CHELA! | true", "hello chela | true", "chelation | false", "my-chela | false",
        "chela_ hello | false", "hello | false"})
    void knows_whether_its_nick_is_said_as_a_word(String text, boolean called) {
        assertThat(message(":alice!a@host PRIVMSG #room :" + text).text().mentionsMe()).isEqualTo(called);
    }

    @Test
    void leaves_out_colours_and_marks() {
        assertThat(message(":alice!a@host PRIVMSG #room :\u00034,12red\u0003 \u0002bold\u000f 5").text().value()).isEqualTo("red bold 5");
    }

    @Test
    void reads_an_action_as_what_somebody_does_and_leaves_questions_of_programs_alone() {
        assertThat(message(":alice!a@host PRIVMSG #room :\u0001ACTION waves\u0001").text().value()).isEqualTo("*waves*");
        assertThat(read(":alice!a@host PRIVMSG chela :\u0001VERSION\u0001")).isEmpty();
        assertThat(read(":alice!a@host PRIVMSG chela :  ")).isEmpty();
    }

    @Test
    void one_place_has_one_name_however_it_is_written() {
        assertThat(message(":alice!a@host PRIVMSG #Room :x").origin().conversation().id()).isEqualTo("#room");
        assertThat(message(":Al[ce!a@host PRIVMSG chela :x").origin().conversation().id()).isEqualTo("al[ce");
        assertThat(Events.raw(":alice!a@host PRIVMSG #Room :x", "chela", NOW, "i").lane()).isEqualTo("#room");
    }

    @Test
    void a_time_that_is_none_is_when_it_was_heard() {
        assertThat(message("@time=yesterday :alice!a@host PRIVMSG #room :x").origin().sentAt()).isEqualTo(NOW);
    }
}
