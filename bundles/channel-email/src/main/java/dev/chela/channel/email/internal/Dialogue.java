package dev.chela.channel.email.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Commands and answers of IMAP4rev1 (RFC 3501): a command has a tag, and what the server says before the line with this tag belongs to it or
 * is news.
 */
final class Dialogue {
    private static final Pattern LITERAL = Pattern.compile(".*\\{(\\d{1,18})\\+?}", Pattern.DOTALL);
    private static final Pattern NEWS = Pattern.compile("\\* \\d+ EXISTS.*", Pattern.CASE_INSENSITIVE);
    /** Stands in a response's text for a literal of it. */
    static final String HERE = "\0";
    private static final int LARGEST = 256 * 1024;
    private static final int MOST = 10_000;

    /** What a server said in one go. @param literals in the order of their signs in the text */
    record Response(String text, List<byte[]> literals) {}

    /** Takes a literal where it comes. */
    interface Sink {
        byte[] take(InputStream literal, long bytes) throws IOException;
    }

    /** The server understood and did not do it. */
    static final class No extends IOException {
        private static final long serialVersionUID = 1L;

        No(String said) {
            super(said);
        }
    }

    private final Wire wire;
    private int asked;
    private boolean news;

    Dialogue(Wire wire) {
        this.wire = wire;
    }

    /** @throws IOException when it is a larger one than anything here asks for */
    static byte[] small(InputStream literal, long bytes) throws IOException {
        if (bytes > LARGEST) {
            throw new IOException("the server sends " + bytes + " bytes where few are expected");
        }
        return literal.readNBytes((int) bytes);
    }

    /** @throws No when the server refuses */
    List<Response> ask(String command) throws IOException {
        return ask(command, Dialogue::small);
    }

    List<Response> ask(String command, Sink sink) throws IOException {
        String tag = begin(command);
        List<Response> said = new ArrayList<>();
        for (Response next = read(sink); !ends(next, tag); next = read(sink)) {
            if (said.size() < MOST) {
                said.add(next);
            }
        }
        return said;
    }

    private String begin(String command) throws IOException {
        String tag = "c" + ++asked;
        wire.send(tag + " " + command);
        return tag;
    }

    /**
     * Goes on with a command that the server asks about, and says nothing more when it goes on asking.
     *
     * @param more what it is answered, in order
     * @throws No when the server refuses; with the last thing that it asked
     */
    void continued(String command, List<String> more) throws IOException {
        String tag = begin(command);
        Iterator<String> answers = more.iterator();
        String asked = "";
        try {
            for (Response next = read(Dialogue::small); !ends(next, tag); next = read(Dialogue::small)) {
                if (next.text().startsWith("+")) {
                    asked = next.text().substring(1).strip();
                    wire.send(answers.hasNext() ? answers.next() : "");
                }
            }
        } catch (No no) {
            throw new No(no.getMessage() + (asked.isEmpty() ? "" : " " + Said.challenge(asked)));
        }
    }

    private static boolean ends(Response said, String tag) throws IOException {
        if (!said.text().startsWith(tag + " ")) {
            return false;
        }
        String rest = said.text().substring(tag.length() + 1);
        if (!rest.regionMatches(true, 0, "OK", 0, 2)) {
            throw new No(rest);
        }
        return true;
    }

    Response read(Sink sink) throws IOException {
        StringBuilder text = new StringBuilder();
        List<byte[]> literals = new ArrayList<>();
        String line = wire.line();
        for (Matcher open = LITERAL.matcher(line); open.matches(); open = LITERAL.matcher(line)) {
            text.append(line, 0, line.lastIndexOf('{')).append(HERE);
            InputStream literal = wire.next(Long.parseLong(open.group(1)));
            literals.add(sink.take(literal, Long.parseLong(open.group(1))));
            literal.skip(Long.MAX_VALUE);
            line = wire.line();
        }
        text.append(line);
        if (NEWS.matcher(text).matches()) {
            news = true;
        } else if (text.length() > 5 && text.substring(0, 5).equalsIgnoreCase("* BYE")) {
            throw new IOException("the server takes leave: " + text.substring(5).strip());
        }
        return new Response(text.toString(), literals);
    }

    /** What was news until now is not any more. */
    void informed() {
        news = false;
    }

    /** Waits for news (RFC 2177), or until the server was silent for long; then it is asked whether it lives. */
    void idle() throws IOException {
        if (news) {
            return;
        }
        String tag = begin("IDLE");
        boolean waiting = true;
        try {
            for (Response next = read(Dialogue::small); !ends(next, tag); next = read(Dialogue::small)) {
                if (next.text().startsWith("+") || !news || !waiting) {
                    continue;
                }
                waiting = false;
                wire.send("DONE");
            }
        } catch (SocketTimeoutException silent) {
            if (!waiting) {
                throw silent;
            }
            wire.send("DONE");
            while (!ends(read(Dialogue::small), tag)) {
                continue;
            }
        }
    }

    /** Its farewell is not waited for. */
    void leave() throws IOException {
        begin("LOGOUT");
    }

    /** A string of a command (RFC 3501, section 4.3). @throws IOException when it cannot be one */
    static String quoted(String text) throws IOException {
        if (!StandardCharsets.US_ASCII.newEncoder().canEncode(text) || text.chars().anyMatch(Character::isISOControl)) {
            throw new IOException("'" + text.replaceAll("\\p{Cntrl}", " ") + "' has characters that cannot be said to this server");
        }
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
