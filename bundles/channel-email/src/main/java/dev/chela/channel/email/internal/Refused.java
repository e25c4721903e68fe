package dev.chela.channel.email.internal;

/** The mail server will not have this account as it is configured: trying again changes nothing. */
final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    private final String advice;

    Refused(String message, String advice) {
        super(message);
        this.advice = advice;
    }

    String advice() {
        return advice;
    }
}
