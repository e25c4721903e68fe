package dev.chela.channel.slack.internal;

/** Slack will not have this app as it is: trying again changes nothing. */
final class Refused extends Exception {
    private static final long serialVersionUID = 1L;
    static final String PORTAL = "api.slack.com/apps, your app, ";

    private final String advice;

    private Refused(String message, String advice) {
        super(message);
        this.advice = advice;
    }

    String advice() {
        return advice;
    }

    /** @param why Slack's word for it */
    static Refused botToken(String why) {
        return new Refused("Slack does not take this app's token: " + why,
                PORTAL + "OAuth & Permissions: install it, put the Bot User OAuth Token where channels.slack.botToken points to, and reload the configuration.");
    }

    static Refused appToken(String why) {
        return new Refused("Slack opens no socket for this app: " + why,
                PORTAL + "Basic Information, App-Level Tokens: generate one with the scope connections:write, put it where channels.slack.appToken points to,"
                        + " and reload the configuration.");
    }

    static Refused disabled() {
        return new Refused("Socket Mode is switched off for this app", PORTAL + "Socket Mode: enable it, and restart the account.");
    }
}
