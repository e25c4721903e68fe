package dev.chela.cli.command.dev;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MavenTest {
    @Test
    void of_a_build_that_fails_its_author_is_told_what_is_wrong_and_no_more() {
        assertThat(Maven.wrong("""
                [INFO] Building rain-radar 1.0.0
                [\u001b[1;31mERROR\u001b[m] Some problems were encountered while processing the POMs:
                [FATAL] Non-resolvable parent POM for org.example:rain-radar:1.0.0 @ line 6, column 11
                [ERROR]\s
                [ERROR] To see the full stack trace of the errors, re-run Maven with the -e switch.
                [ERROR] [Help 1] https://cwiki.apache.org/confluence/display/MAVEN/UnresolvableModelException
                """)).isEqualTo(" Some problems were encountered while processing the POMs:\n"
                + " Non-resolvable parent POM for org.example:rain-radar:1.0.0 @ line 6, column 11");
    }
}
