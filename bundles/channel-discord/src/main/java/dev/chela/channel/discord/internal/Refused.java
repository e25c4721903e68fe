package dev.chela.channel.discord.internal;

/** Discord will not have this bot as it is: trying again changes nothing. */
final class Refused extends Exception {
    private static final long serialVersionUID = 1L;
    private static final String PORTAL = "discord.com/developers/applications, your application, Bot: ";

    private final String advice;

    private Refused(String message, String advice) {
        super(message);
        this.advice = advice;
    }

    String advice() {
        return advice;
    }

    static Refused token() {
        return new Refused("Discord does not know this bot's token",
                PORTAL + "Reset Token, put it where channels.discord.token points to, and reload the configuration.");
    }

    /** @throws Refused where Discord closed the gateway by a code that says so (docs/topics/opcodes-and-status-codes) */
    static void check(int code, String reason) throws Refused {
        switch (code) {
            case 4_004 -> throw token();
            case 4_014 -> throw new Refused("this bot may not read what people write: the message content intent is switched off",
                    PORTAL + "switch on Message Content Intent, save, and restart the account.");
            case 4_010, 4_011 -> throw new Refused("this bot is in too many servers for one connection: " + reason,
                    "Chela serves a bot in up to 2,500 servers. Make a bot of its own for it.");
            case 4_012, 4_013 -> throw new Refused("Discord does not speak this version of its gateway any more: " + code + " " + reason, "Update Chela.");
            default -> { }
        }
    }
}
