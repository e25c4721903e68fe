package dev.chela.core.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.core.process.ExecSettings.Ask;
import dev.chela.core.process.ExecSettings.Mode;
import dev.chela.core.process.ExecSettings.Security;
import dev.chela.core.process.ExecSettings.Verdict;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExecSettingsTest {
    @ParameterizedTest(name = "{0}: remote {1}, listed {2} is {3}")
    @CsvSource({
        "'', false, false, RUN", "'', true, false, ASK", "'', true, true, RUN",
        "deny, false, true, DENIED", "deny, true, true, DENIED",
        "allowlist, false, true, RUN", "allowlist, false, false, DENIED", "allowlist, true, false, DENIED",
        "ask, false, false, ASK", "ask, false, true, RUN", "ask, true, true, RUN",
        "full, false, false, RUN", "full, true, false, RUN"})
    void a_mode_says_what_happens_to_a_command(String mode, boolean remote, boolean listed, Verdict verdict) {
        Mode chosen = mode.isEmpty() ? null : Mode.valueOf(mode.toUpperCase(java.util.Locale.ROOT));
        assertThat(new ExecSettings(chosen, null, null, null, null, null).judge(remote, listed)).isEqualTo(verdict);
    }

    @ParameterizedTest(name = "{0} and {1}: listed {2} is {3}")
    @CsvSource({
        "FULL, ALWAYS, true, ASK", "FULL, ON_MISS, false, RUN", "FULL, OFF, false, RUN", "ALLOWLIST, ALWAYS, true, ASK",
        "ALLOWLIST, ON_MISS, false, ASK", "ALLOWLIST, ON_MISS, true, RUN", "ALLOWLIST, OFF, false, DENIED", "DENY, ALWAYS, true, DENIED"})
    void so_do_security_and_ask(Security security, Ask ask, boolean listed, Verdict verdict) {
        ExecSettings settings = new ExecSettings(null, security, ask, null, null, null);
        assertThat(settings.judge(false, listed)).isEqualTo(verdict);
        assertThat(settings.judge(true, listed)).isEqualTo(verdict);
    }
}
