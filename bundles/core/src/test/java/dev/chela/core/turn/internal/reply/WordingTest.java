package dev.chela.core.turn.internal.reply;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordingTest {
    @ParameterizedTest
    @ValueSource(strings = {"NO_REPLY", " no_reply\n", "**NO_REPLY**", "`NO_REPLY`", "NO_REPLY."})
    void nothing_but_the_token_is_silence(String answer) {
        assertThat(Wording.of(answer).silent()).isTrue();
        assertThat(Wording.of(answer).text()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"I say NO_REPLY when I mean it.", "NO_REPLYING", "", "NO", "Write `NO_REPLY` to be silent."})
    void a_text_that_speaks_of_it_is_a_text(String answer) {
        assertThat(Wording.of(answer).silent()).isFalse();
        assertThat(Wording.of(answer).text()).isEqualTo(answer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "'Done.\nNO_REPLY'                                          | Done.",
        "'NO_REPLY\nDone.'                                          | Done.",
        "'[[reply_to_current]] Done.'                               | Done.",
        "'Done. [[audio_as_voice]]'                                 | Done.",
        "'Here: <tool_call>{\"name\":\"x\"}</tool_call>Done.'       | Here: Done.",
        "'<system-reminder>\nhidden\n</system-reminder>\nDone.'     | Done.",
        "'Use `<tool_call>x</tool_call>` and `[[reply_to:7]]`.'     | Use `<tool_call>x</tool_call>` and `[[reply_to:7]]`.",
        "'An open <tool_call> stays.'                               | An open <tool_call> stays.",
    })
    void what_is_for_machines_is_left_out_but_not_from_code(String answer, String text) {
        assertThat(Wording.of(answer).text()).isEqualTo(text);
        assertThat(Wording.of(answer).answering()).isEmpty();
    }

    @Test
    void another_message_can_be_answered() {
        assertThat(Wording.of("[[reply_to: m42 ]]\nYes.")).isEqualTo(new Wording("Yes.", false, java.util.Optional.of("m42")));
    }
}
