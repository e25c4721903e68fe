package dev.chela.core.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.core.process.AgentExec.Entry;
import dev.chela.core.process.AgentExec.Own;
import dev.chela.core.process.AgentExec.Roster;
import dev.chela.core.process.AgentExec.Wish;
import dev.chela.core.process.ExecSettings.Ask;
import dev.chela.core.process.ExecSettings.Mode;
import dev.chela.core.process.ExecSettings.Security;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AgentExecTest {
    private static final ExecSettings HOUSE = new ExecSettings(Mode.ASK, null, null, 60, null, List.of("/opt/bin"));

    private static ExecSettings of(Wish wish) {
        return new AgentExec(new Roster(Map.of("work", new Entry(new Own(wish))))).of("work", HOUSE);
    }

    @Test
    void an_agent_that_says_nothing_is_as_the_house() {
        assertThat(new AgentExec(null).of("work", HOUSE)).isEqualTo(HOUSE);
        assertThat(new AgentExec(new Roster(Map.of("work", new Entry(null)))).of("work", HOUSE)).isEqualTo(HOUSE);
    }

    @Test
    void an_agents_mode_takes_the_place_of_both_and_a_single_word_of_one() {
        ExecSettings denied = of(new Wish(Mode.DENY, null, null, null, null, null));
        assertThat(denied.judge(false, true)).isEqualTo(ExecSettings.Verdict.DENIED);
        assertThat(denied.timeoutSeconds()).isEqualTo(60);
        ExecSettings always = of(new Wish(null, null, Ask.ALWAYS, 5, null, null));
        assertThat(always.security()).isEqualTo(Security.ALLOWLIST);
        assertThat(always.judge(false, true)).isEqualTo(ExecSettings.Verdict.ASK);
        assertThat(always.timeoutSeconds()).isEqualTo(5);
        assertThatThrownBy(() -> new Wish(Mode.FULL, null, Ask.OFF, null, null, null)).hasMessageContaining("either it or them");
    }
}
