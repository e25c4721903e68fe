package dev.chela.core.approval.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads of a shell's command what it starts, one program after the other. It knows words, plain quotes, pipes and chains, and whatever else it meets,
 * redirections, substitutions, variables, groups, loops, makes the whole command one that it does not understand: nobody is to be
 * let through by a misunderstanding. Pure.
 */
final class ShellText {
    private static final String BEYOND = "\\$`()<>{}\r\0";
    private static final String EXPANDED = "*?[]";
    private static final Pattern KEYWORD = Pattern.compile(
            "!|if|then|else|elif|fi|case|esac|for|select|while|until|do|done|in|function|time|coproc|\\[\\[|]]|[A-Za-z_]\\w*\\+?=.*");

    private final String command;
    private final List<Segment> segments = new ArrayList<>();
    private final List<Word> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private boolean literal = true;
    private boolean quoted;
    private boolean piped;
    private int begun;
    private int at;

    private ShellText(String command) {
        this.command = command;
    }

    /** @param literal whether the program gets it as it is written here: the shell puts nothing in its place */
    record Word(String text, boolean literal) {}

    /** @param piped whether it reads what the one before it writes */
    record Segment(String text, List<Word> words, boolean piped) {}

    /** Empty when there is anything in it that is not understood. */
    static Optional<List<Segment>> read(String command) {
        ShellText text = new ShellText(command);
        try {
            text.run();
            return Optional.of(text.segments).filter(all -> !all.isEmpty()).map(List::copyOf);
        } catch (Unclear unclear) {
            return Optional.empty();
        }
    }

    private static final class Unclear extends Exception {
        private static final long serialVersionUID = 1L;
    }

    private void run() throws Unclear {
        while (at < command.length()) {
            step(command.charAt(at));
            at++;
        }
        endWord();
        if (!words.isEmpty()) {
            endSegment(false, at);
        } else if (piped || endsInChain()) {
            throw new Unclear();
        }
    }

    /** What follows {@code &&} may not be missing; what follows {@code ;} may. */
    private boolean endsInChain() {
        String said = command.strip();
        return said.endsWith("&&") || said.endsWith("||");
    }

    private void step(char c) throws Unclear {
        switch (c) {
            case ' ', '\t' -> endWord();
            case ';', '\n' -> endSegment(false, at);
            case '&', '|' -> operator(c);
            case '\'', '"' -> quote(c);
            default -> plain(c);
        }
    }

    private void operator(char c) throws Unclear {
        int here = at;
        boolean twice = at + 1 < command.length() && command.charAt(at + 1) == c;
        boolean mixed = at + 1 < command.length() && command.charAt(at + 1) == '&' && c == '|';
        if (c == '&' && !twice || mixed) {
            throw new Unclear();
        }
        at += twice ? 1 : 0;
        endSegment(c == '|' && !twice, here);
    }

    private void quote(char mark) throws Unclear {
        int end = command.indexOf(mark, at + 1);
        String inside = end < 0 ? "" : command.substring(at + 1, end);
        if (end < 0 || inside.indexOf('\0') >= 0 || mark == '"' && inside.chars().anyMatch(c -> c == '$' || c == '`' || c == '\\')) {
            throw new Unclear();
        }
        word.append(inside);
        inWord = true;
        quoted = true;
        at = end;
    }

    private void plain(char c) throws Unclear {
        if (BEYOND.indexOf(c) >= 0 || c == '#' && !inWord) {
            throw new Unclear();
        }
        char before = word.isEmpty() ? '=' : word.charAt(word.length() - 1);
        boolean home = c == '~' && (before == '=' || before == ':');
        literal &= EXPANDED.indexOf(c) < 0 && !home && !(c == '=' && !inWord);
        word.append(c);
        inWord = true;
    }

    private void endWord() throws Unclear {
        if (inWord) {
            if (words.isEmpty() && (!literal || !quoted && KEYWORD.matcher(word).matches())) {
                throw new Unclear();
            }
            words.add(new Word(word.toString(), literal));
            word.setLength(0);
            inWord = false;
            literal = true;
            quoted = false;
        }
    }

    private void endSegment(boolean pipes, int end) throws Unclear {
        endWord();
        boolean blankLine = words.isEmpty() && !piped && !pipes && at < command.length() && command.charAt(at) == '\n';
        if (!blankLine) {
            if (words.isEmpty()) {
                throw new Unclear();
            }
            segments.add(new Segment(command.substring(begun, end).strip(), List.copyOf(words), piped));
            words.clear();
            piped = pipes;
        }
        begun = at + 1;
    }
}
