package dev.chela.channel.email.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** By what an account is let in at both servers. Safe on any thread. */
interface Login {
    /**
     * What is shown to a server, once.
     *
     * @param secret a password, or an access token
     * @param fresh whether another one would be no better
     */
    record Proof(String user, String secret, boolean fresh) {
        /** RFC 4616. */
        String plain() {
            return base64("\0" + user + "\0" + secret);
        }

        /** As Google and Microsoft describe it ("The SASL XOAUTH2 Mechanism"). */
        String bearer() {
            return base64("user=" + user + "\1auth=Bearer " + secret + "\1\1");
        }
    }

    static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether it is a token, which goes another way than a password. */
    boolean token();

    /**
     * @throws IOException when there is none just now
     * @throws Refused when there will be none
     */
    Proof proof() throws IOException, Refused;

    /** It was not taken. @return what is to be told of that: a {@link Refused}, or an {@link IOException} where another one may be taken */
    Exception spurned(Endpoint by, Proof proof, String said);

    /** Everything of it that nobody may see. */
    List<String> secrets();

    /** What a server says, as people may see it. */
    default String hide(String said) {
        String hidden = said;
        for (String secret : secrets()) {
            hidden = Said.without(hidden, secret);
        }
        return Said.line(hidden);
    }

    /** @param secret for both servers */
    record Password(String user, String secret) implements Login {
        @Override
        public boolean token() {
            return false;
        }

        @Override
        public Proof proof() {
            return new Proof(user, secret, true);
        }

        @Override
        public Exception spurned(Endpoint by, Proof proof, String said) {
            return new Refused(by.address() + " does not take the login " + user + ": " + hide(said),
                    "Check channels.email.login and password; many providers want an app password, and IMAP switched on.");
        }

        @Override
        public List<String> secrets() {
            return List.of(secret);
        }

        @Override
        public String toString() {
            return "the password of " + user;
        }
    }
}
