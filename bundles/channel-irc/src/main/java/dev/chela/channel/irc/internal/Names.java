package dev.chela.channel.irc.internal;

/** Nicks and the names of channels, which are the same in capitals. */
final class Names {
    private Names() {}

    /** A to Z alone: what else is the same differs from network to network, and a name that is folded too far is somebody else's. */
    static String folded(String name) {
        StringBuilder small = new StringBuilder(name);
        for (int i = 0; i < small.length(); i++) {
            char c = small.charAt(i);
            small.setCharAt(i, c >= 'A' && c <= 'Z' ? (char) (c + 'a' - 'A') : c);
        }
        return small.toString();
    }

    static boolean isChannel(String target) {
        return !target.isEmpty() && "#&+!".indexOf(target.charAt(0)) >= 0;
    }

    /** Whether a text speaks of a nick as a word of its own. */
    static boolean speaksOf(String text, String nick) {
        String said = folded(text);
        String wanted = folded(nick);
        for (int at = said.indexOf(wanted); at >= 0; at = said.indexOf(wanted, at + 1)) {
            if (!partOfNick(said, at - 1) && !partOfNick(said, at + wanted.length())) {
                return true;
            }
        }
        return false;
    }

    private static boolean partOfNick(String text, int at) {
        return at >= 0 && at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || "[]\\{}|^_`-".indexOf(text.charAt(at)) >= 0);
    }
}
