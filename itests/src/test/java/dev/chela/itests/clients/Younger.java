package dev.chela.itests.clients;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What OpenClaw's gateway 2026.9.6 answers and its clients read, though the newest schema that is published, 2026.9.1, does not know it.
 * Each line is one difference; one that no longer differs is to be taken out.
 */
final class Younger {
    private static final List<Pattern> DIFFERENCES = List.of(
            difference("HelloOk", "method"),
            difference("(HelloOk|presence|system-presence)", "clientId"),
            difference("skills\\.proposals\\.list", "installedSkills"),
            difference("plugins\\.\\w+", "channelIds"),
            difference("plugins\\.\\w+", "runtime"),
            difference("plugins\\.list", "generation"),
            difference("plugins\\.inspect", "components"),
            difference("plugins\\.refresh", "restartRequired"),
            difference("plugins\\.refresh", "warnings"),
            difference("sessions\\.search params", "scope"),
            difference("sessions\\.search", "sessions"),
            Pattern.compile("plugins\\.install params: .*(/source must be the constant|'packageName' not|'pluginId' not|'path' is not).*"),
            Pattern.compile("plugins\\.(install|uninstall): /restartRequired must be the constant value 'true'"));

    private Younger() {}

    private static Pattern difference(String method, String property) {
        return Pattern.compile(method + ": .*property '" + property + "' is not defined in the schema.*");
    }

    static boolean knows(String trouble) {
        return DIFFERENCES.stream().anyMatch(difference -> difference.matcher(trouble).matches());
    }
}
