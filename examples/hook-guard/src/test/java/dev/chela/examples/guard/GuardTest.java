package dev.chela.examples.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.event.Run;
import dev.chela.api.hook.Passage.Calling;
import dev.chela.api.hook.Verdict;
import dev.chela.api.id.RunId;
import dev.chela.api.id.SessionKey;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardTest {
    private static Verdict<Calling> verdict(String command) {
        SessionKey session = new SessionKey("agent:main:main");
        Run run = new Run(new RunId("r"), 0, session, session.agent(), Instant.EPOCH);
        return new Guard().on(new Calling(run, "1", "exec", "{\"command\":\"" + command + "\"}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rm -rf /", "rm -fr build", "cd x && rm -r -f y", "sudo rm --recursive --force z", "rm -Rf a"})
    void stops_what_deletes_whole_directories(String command) {
        assertThat(verdict(command)).isInstanceOfSatisfying(Verdict.Stop.class, stop -> assertThat(stop.why()).contains("rm -rf"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ls -rf", "rm note.txt", "rm -r empty", "rm -f note.txt", "echo farm -rf", "grep -rf words ."})
    void lets_everything_else_pass(String command) {
        assertThat(verdict(command)).isInstanceOf(Verdict.Pass.class);
    }
}
