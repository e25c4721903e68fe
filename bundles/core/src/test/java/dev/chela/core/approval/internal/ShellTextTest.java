package dev.chela.core.approval.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.core.approval.internal.ShellText.Segment;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShellTextTest {
    /** One word a bracket, one program a line; {@code |} before what reads from a pipe, {@code ?} after what the shell would replace. */
    private static String shown(String command) {
        return ShellText.read(command).orElseThrow().stream().map(ShellTextTest::shown).collect(Collectors.joining(" / "));
    }

    private static String shown(Segment segment) {
        return (segment.piped() ? "|" : "") + segment.words().stream().map(word -> "[" + word.text() + "]" + (word.literal() ? "" : "?"))
                .collect(Collectors.joining());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '§', value = {
        "ls                        ~ [ls]",
        "ls -la  /tmp              ~ [ls][-la][/tmp]",
        "cat a | sort|uniq -c      ~ [cat][a] / |[sort] / |[uniq][-c]",
        "make && ls || echo no; pwd ~ [make] / [ls] / [echo][no] / [pwd]",
        "ls;                       ~ [ls]",
        "grep 'a | b; $c' \"x y\"  ~ [grep][a | b; $c][x y]",
        "echo a''b'c d'            ~ [echo][abc d]",
        "'my tool' x               ~ [my tool][x]",
        "ls *.txt '*.txt'          ~ [ls][*.txt]?[*.txt]",
        "git log a=b#c             ~ [git][log][a=b#c]",
        "x =ls                     ~ [x][=ls]?"})
    void programs_are_read_with_their_words(String command, String read) {
        assertThat(shown(command)).isEqualTo(read);
    }

    @ParameterizedTest
    @ValueSource(strings = {"git show HEAD~1", "ls\n\npwd\n"})
    void these_too(String command) {
        assertThat(ShellText.read(command)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", ";", "ls ;; pwd", "| ls", "ls |", "ls &&", "ls || ", "&& ls", "ls & pwd", "ls &", "ls |& cat", "ls > f", "cat < f", "cat << E",
        "ls 2>&1", "echo $HOME", "echo \"$HOME\"", "echo `id`", "echo \"`id`\"", "echo $(id)", "(ls)", "{ ls; }", "echo a\\ b", "echo 'a",
        "echo \"a", "A=b ls", "A+=b ls", "if true", "while true", "! ls", "time ls", "function f", "[[ a", "*", "/bin/l?", "~/x", "# ls",
        "ls # a", "ls {a,b}", "ls\rpwd", "cat <(id)", "echo \"a\\\"b\"", "ls | | cat", "ls |\n cat"})
    void whatever_else_there_is_makes_the_whole_unclear(String command) {
        assertThat(ShellText.read(command)).isEmpty();
    }
}
