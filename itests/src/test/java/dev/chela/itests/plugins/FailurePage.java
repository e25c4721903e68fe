package dev.chela.itests.plugins;

import dev.chela.itests.house.Flaw;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code docs/plugin-failures.md}: what becomes of a plugin's build that is no good, and what is said of it. */
final class FailurePage {
    private static final String HEAD = """
            # When a plugin's new build is no good

            Made by `FailureMatrixIT`, which upgrades a plugin of every kind, in a running gateway and in the middle of a conversation, to a build that
            fails in each of these ways. It tries a few of them in each build and all with `-Pfull`, and fails when this page is not what it would write now. To write it again:

                %s

            What was asked for in the meantime is answered in the end, once, by a generation that works, and the other plugins notice nothing. The words stand in
            `plugins.list`, in the log and in `NAME.jar.status`; names and numbers are those of the test's own plugins. What stops the process
            behind any commit of a swap is tried by `CrashTest`.

            | the new build | of a | in place in the end | what is said |
            |---|---|---|---|
            """;

    private final String command;
    private final Map<Flaw, Map<String, List<String>>> rows = new EnumMap<>(Flaw.class);

    FailurePage(String command) {
        this.command = command;
    }

    /** A skill has no code that is called. */
    static boolean can(String kind, Flaw flaw) {
        return !kind.equals("SKILL") || flaw != Flaw.FAILS_IN_USE;
    }

    void add(Flaw flaw, String kind, String said) {
        rows.computeIfAbsent(flaw, none -> new LinkedHashMap<>()).computeIfAbsent(anybody(said), none -> new ArrayList<>())
                .add(kind.toLowerCase(Locale.ROOT));
    }

    /** Without what is another at each run. */
    private static String anybody(String said) {
        return said.replaceAll("dev\\.chela\\.itests\\.sample\\.(Teller|LetterBox|Parrot|Keeper|Usher)", "sample.Plugin")
                .replaceAll("sample\\.(Teller|LetterBox|Parrot|Keeper|Usher)", "sample.plugin")
                .replaceAll("1\\.0\\.\\d+", "1.0.n").replaceAll("\\([0-9a-f]{8}\\)", "(…)").replaceAll("java:\\d+", "java")
                .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "…").replaceAll("(dev\\.chela\\.api)\\.\\w+", "$1.x")
                .replaceAll("\\d+ of its first \\d+ calls", "n of its first m calls").replace("|", "\\|");
    }

    private static String inPlace(Flaw flaw) {
        return switch (flaw) {
            case LEAKS_A_THREAD, HANGS_ON_DEACTIVATION, STOPS_THE_GATEWAY_AS_IT_LEAVES -> "the one after it";
            default -> "the one before it";
        };
    }

    /** What was said, of whom, that a page does not say. */
    List<String> absentFrom(String page) {
        List<String> absent = new ArrayList<>();
        rows.forEach((flaw, said) -> said.forEach((words, kinds) -> kinds.stream()
                .filter(kind -> page.lines().noneMatch(line -> says(line, flaw, kind, words)))
                .forEach(kind -> absent.add(flaw.words() + ", of a " + kind + ": " + words))));
        return absent;
    }

    private static boolean says(String line, Flaw flaw, String kind, String words) {
        String[] cells = line.split(" \\| ", 4);
        return cells.length == 4 && cells[0].equals("| " + flaw.words()) && List.of(cells[1].split(", ")).contains(kind)
                && cells[2].equals(inPlace(flaw)) && cells[3].equals(words + " |");
    }

    String text() {
        StringBuilder page = new StringBuilder(HEAD.formatted(command));
        rows.forEach((flaw, said) -> said.forEach((words, kinds) -> page.append("| ").append(flaw.words()).append(" | ")
                .append(String.join(", ", kinds)).append(" | ").append(inPlace(flaw)).append(" | ").append(words).append(" |\n")));
        return page.toString();
    }
}
