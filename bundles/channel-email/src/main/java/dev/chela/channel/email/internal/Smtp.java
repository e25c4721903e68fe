package dev.chela.channel.email.internal;

import dev.chela.channel.email.internal.Endpoint.Security;
import dev.chela.channel.email.internal.Login.Proof;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Handing over letters (RFC 5321, RFC 6409). One letter for each connection. */
final class Smtp implements AutoCloseable {
    /** What the server answers last. */
    static final String LETTER = "the letter";
    private static final int TOO_LONG = 1_000;

    /** Writes a letter as it is to be sent. */
    interface Paper {
        void write(Dots to) throws IOException;
    }

    /** What a server answered. @param lines without their codes */
    record Answer(int code, List<String> lines) {
        boolean well() {
            return code >= 200 && code < 400;
        }

        boolean passing() {
            return code >= 400 && code < 500;
        }

        @Override
        public String toString() {
            return code + " " + Said.line(String.join(" ", lines));
        }
    }

    /** The server refused. @param at what it was told */
    static final class Declined extends IOException {
        private static final long serialVersionUID = 1L;

        private final transient Answer answer;
        private final String at;

        Declined(String at, Answer answer) {
            super("to " + at + " the server says " + answer);
            this.answer = answer;
            this.at = at;
        }

        Answer answer() {
            return answer;
        }

        String at() {
            return at;
        }
    }

    private final Wire wire;
    private List<String> can = List.of();
    private boolean handedOver;

    Smtp(Wire wire) {
        this.wire = wire;
    }

    /** @throws Refused when it is no use to try again */
    void enter(Login login) throws IOException, Refused {
        wire.connect();
        well("the greeting", read());
        hello();
        if (wire.there().security() == Security.STARTTLS) {
            if (!can.contains("STARTTLS")) {
                throw new Refused(wire.there().address() + " offers no STARTTLS", "Set channels.email.smtpTls to tls, and smtpPort to 465.");
            }
            ask("STARTTLS", "STARTTLS");
            wire.secure();
            hello();
        }
        prove(login);
    }

    private void hello() throws IOException {
        can = ask("EHLO [127.0.0.1]", "EHLO").lines().stream().skip(1).map(line -> line.strip().toUpperCase(Locale.ROOT)).toList();
    }

    private void prove(Login login) throws IOException, Refused {
        Proof proof = login.proof();
        List<String> ways = can.stream().filter(line -> line.matches("AUTH[ =].*")).flatMap(line -> Stream.of(line.substring(5).split(" "))).toList();
        Answer answer;
        String asked = "";
        if (login.token()) {
            if (!ways.contains("XOAUTH2")) {
                throw new Refused(wire.there().address() + " takes no access token", "It must offer AUTH XOAUTH2; log in with a password instead.");
            }
            answer = say("AUTH XOAUTH2 " + proof.bearer());
            if (answer.code() == 334) {
                asked = " " + Said.challenge(String.join("", answer.lines()));
                answer = say("");
            }
        } else if (ways.contains("PLAIN")) {
            answer = say("AUTH PLAIN " + proof.plain());
        } else if (ways.contains("LOGIN")) {
            answer = say("AUTH LOGIN");
            for (String word : List.of(proof.user(), proof.secret())) {
                answer = answer.code() == 334 ? say(Login.base64(word)) : answer;
            }
        } else {
            throw new Refused(wire.there().address() + " takes no password", "It must offer AUTH PLAIN or LOGIN; check channels.email.smtpPort and smtpTls.");
        }
        if (answer.code() >= 500) {
            Said.thrown(login.spurned(wire.there(), proof, answer + asked));
        }
        well("AUTH", answer);
    }

    /** The largest letter that the server takes, if it says so. */
    Optional<Long> largest() {
        return can.stream().filter(line -> line.matches("SIZE [1-9]\\d{0,17}")).map(line -> Long.parseLong(line.substring(5))).findFirst();
    }

    /** @throws Declined when the server does not want it; after any other exception {@link #handedOver} says whether it may have it */
    void send(String from, String to, Paper paper) throws IOException {
        ask("MAIL FROM:<" + from + ">", "MAIL FROM");
        ask("RCPT TO:<" + to + ">", "RCPT TO");
        Answer go = say("DATA");
        if (go.code() != 354) {
            throw new Declined("DATA", go);
        }
        Dots dots = new Dots(wire.out());
        paper.write(dots);
        dots.flush();
        handedOver = true;
        dots.end();
        wire.await();
        well(LETTER, read());
        leave();
    }

    private void leave() {
        try {
            wire.send("QUIT");
        } catch (IOException gone) {
            return; // It has the letter all the same.
        }
    }

    /** Whether the end of a letter was said, which lets the server have it. */
    boolean handedOver() {
        return handedOver;
    }

    private Answer ask(String command, String name) throws IOException {
        return well(name, say(command));
    }

    private Answer say(String command) throws IOException {
        wire.send(command);
        return read();
    }

    private static Answer well(String at, Answer answer) throws Declined {
        if (!answer.well()) {
            throw new Declined(at, answer);
        }
        return answer;
    }

    private Answer read() throws IOException {
        List<String> lines = new ArrayList<>();
        while (true) {
            String line = wire.line();
            if (!line.matches("\\d{3}([ -].*)?") || lines.size() > TOO_LONG) {
                throw new IOException("this is no mail server: " + Said.line(line));
            }
            lines.add(line.length() > 4 ? line.substring(4) : "");
            if (line.length() < 4 || line.charAt(3) == ' ') {
                return new Answer(Integer.parseInt(line.substring(0, 3)), List.copyOf(lines));
            }
        }
    }

    @Override
    public void close() {
        wire.close();
    }
}
