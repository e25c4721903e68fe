package dev.chela.core.heartbeat.internal;

import dev.chela.api.fault.Permanent;
import dev.chela.core.agent.Agent;
import dev.chela.core.agent.WorkspaceFiles;
import java.util.regex.Pattern;

/**
 * What stands in an agent's {@code HEARTBEAT.md}.
 *
 * @param text as it is, cut where it is very long; empty where there is no such file
 * @param exists whether there is one
 */
record Checklist(String text, boolean exists) {
    static final String FILE = "HEARTBEAT.md";
    private static final int LONGEST = 20_000;
    private static final Pattern COMMENT = Pattern.compile("<!--.*?(?:-->|\\z)", Pattern.DOTALL);
    /** Headings, rules, and points of a list with nothing behind them. */
    private static final Pattern HOLLOW = Pattern.compile("\\s*(#+(\\s.*)?|[-*+_=]*|[-*+]\\s*(\\[[ xX]?\\])?|\\d+[.)]|```\\w*)\\s*");

    /** @throws Permanent when it cannot be read */
    static Checklist of(WorkspaceFiles files, Agent agent) {
        return files.read(agent, FILE).text().map(text -> new Checklist(text.length() <= LONGEST ? text
                : text.substring(0, LONGEST) + "\n… (cut: the file is longer; read it for the rest)", true)).orElse(new Checklist("", false));
    }

    boolean isEmpty() {
        return COMMENT.matcher(text).replaceAll("").lines().allMatch(line -> HOLLOW.matcher(line).matches());
    }
}
