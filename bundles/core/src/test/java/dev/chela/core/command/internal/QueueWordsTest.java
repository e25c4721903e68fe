package dev.chela.core.command.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.core.session.Settings;
import dev.chela.core.session.Settings.Setting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueueWordsTest {
    @ParameterizedTest
    @CsvSource({
        "collect, 'queueMode=collect'",
        "COLLECT debounce:2s cap:25 drop:old, 'queueMode=collect queueDebounceMs=2000 queueCap=25 queueDrop=old'",
        "debounce=750ms, 'queueDebounceMs=750'",
        "debounce:0, 'queueDebounceMs=0'",
        "interrupt drop:new, 'queueMode=interrupt queueDrop=new'",
    })
    void what_is_said_is_set(String args, String expected) {
        QueueWords words = QueueWords.of(args);
        assertThat(words.wrong()).isEmpty();
        String set = words.change(Settings.NONE).words().entrySet().stream().map(each -> each.getKey() + "=" + each.getValue())
                .reduce((a, b) -> a + " " + b).orElse("");
        assertThat(set).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sometimes", "cap:0", "cap:201", "cap:many", "debounce:1h", "debounce:99m", "drop:all", "collect drop"})
    void what_does_not_fit_is_named_with_what_would(String args) {
        QueueWords words = QueueWords.of(args);
        String wrong = args.substring(args.lastIndexOf(' ') + 1);
        assertThat(words.wrong()).contains("\"" + wrong + "\"", "followup", "debounce:", "summarize");
        assertThat(words.wanted()).isEmpty();
    }

    @Test
    void default_takes_everything_back() {
        Settings set = QueueWords.of("collect cap:5").change(Settings.NONE);
        assertThat(QueueWords.of("default").change(set)).isEqualTo(Settings.NONE);
        assertThat(QueueWords.of("default followup").change(set)).isEqualTo(Settings.NONE.with(Setting.QUEUE_MODE, "followup"));
    }
}
