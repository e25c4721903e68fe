package dev.chela.itests.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.itests.house.OneHouse;
import dev.chela.itests.house.Pty;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** OpenClaw's own terminal interface, as it is published, at a pseudo-terminal. */
@Tag("clients")
class OpenclawTerminalIT extends OneHouse {
    private static final String ESCAPE = "\u001b";
    private Openclaw openclaw;
    private Pty terminal;

    @BeforeAll
    void install() {
        openclaw = Openclaw.beside(gateway);
    }

    @AfterAll
    void remove() {
        openclaw.close();
    }

    @BeforeEach
    void sitDownAtASessionWithAHistory() {
        wire.converse(session, "echo said before", fresh("run"));
        terminal = Pty.start(openclaw.command("tui", "--session", key()));
        terminal.await("session " + key()).await("said before").await("gateway connected | idle");
    }

    @AfterEach
    void getUp() {
        terminal.close();
    }

    @Test
    void it_shows_the_history_and_an_answer_that_streams_in() throws InterruptedException {
        terminal.type("count 60 [delay=40]").await("streaming").await("1 2 3").await("59 60");

        assertThat(leave()).contains("echo said before", "count 60 [delay=40]");
        awaitHistory(4);
    }

    @Test
    void escape_stops_an_answer_in_mid_stream() throws InterruptedException {
        terminal.type("count 2000 [delay=20]").await("streaming").await("1 2 3");

        terminal.press(ESCAPE).await("aborted");

        model.awaitAborted(1);
        assertThat(leave()).doesNotContain("1999 2000");
        awaitHistory(4);
        assertThat(history().path(3).toString()).contains("1 2 3").doesNotContain("2000");
    }

    /** @return all that was shown */
    private String leave() throws InterruptedException {
        assertThat(terminal.type("/exit").awaitEnd()).as(terminal.seen()).isZero();
        return assertThat(terminal.seen()).doesNotContainIgnoringCase("error", "unknown method", "not connected", "disconnected").actual();
    }
}
