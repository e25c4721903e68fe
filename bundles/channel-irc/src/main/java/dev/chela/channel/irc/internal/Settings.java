package dev.chela.channel.irc.internal;

import dev.chela.api.channel.Account;
import dev.chela.api.fault.Permanent;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What is configured for one account, besides its secrets.
 *
 * @param fingerprint SHA-256 of the one certificate that is trusted, in lower-case hex without colons; empty for those that Java trusts
 * @param login the account at the network's services, proven by SASL PLAIN with the secret {@code password}; empty for none
 * @param channels to be joined
 */
record Settings(String host, int port, boolean tls, String fingerprint, String nick, String username, String realname, String login,
        List<String> channels) {
    static final String SCHEMA = """
            {"type":"object","additionalProperties":false,"required":["host","nick"],"properties":{
              "host":{"type":"string","description":"The network's server, for example irc.libera.chat"},
              "port":{"type":"integer","minimum":1,"maximum":65535,"description":"6697 with TLS, 6667 without, unless said"},
              "tls":{"type":"boolean","description":"Yes unless said. Without it a password is sent to this machine alone"},
              "fingerprint":{"type":"string","description":"SHA-256 of the server's certificate, for one that no authority vouches for"},
              "nick":{"type":"string"},
              "username":{"type":"string"},
              "realname":{"type":"string"},
              "login":{"type":"string","description":"The account to log in to by SASL, with password"},
              "password":{"type":"string","description":"Of the login, or of the server where there is no login"},
              "channels":{"type":"array","items":{"type":"string"},"description":"Channels to join, such as #chela"}}}""";
    private static final Pattern NICK = Pattern.compile("[A-Za-z\\[\\]\\\\`_^{|}][A-Za-z0-9\\[\\]\\\\`_^{|}-]{0,30}");
    private static final Pattern WORD = Pattern.compile("[^\\s\\x00:,]+");

    static Settings of(Account account) {
        Map<String, Object> given = account.settings();
        boolean tls = !Boolean.FALSE.equals(given.get("tls"));
        String nick = word(given, "nick", "");
        if (!NICK.matcher(nick).matches()) {
            throw new Permanent("channels.irc.nick is '" + nick + "'; a nick begins with a letter and has 1 to 31 letters, digits and []\\`_^{|}-");
        }
        String host = word(given, "host", "");
        if (host.isEmpty()) {
            throw new Permanent("channels.irc.host is missing; it names the network's server");
        }
        return new Settings(host, port(given.get("port"), tls), tls, fingerprint(given.get("fingerprint")), nick,
                word(given, "username", nick.replaceAll("[^A-Za-z0-9]", "")), text(given, "realname", "Chela"), word(given, "login", ""),
                channels(given.get("channels")));
    }

    private static String text(Map<String, Object> given, String key, String usual) {
        String text = String.valueOf(given.getOrDefault(key, usual)).strip();
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new Permanent("channels.irc." + key + " has a control character in it");
        }
        return text;
    }

    private static String word(Map<String, Object> given, String key, String usual) {
        String text = text(given, key, usual);
        if (!text.isEmpty() && !WORD.matcher(text).matches() && !key.equals("host")) {
            throw new Permanent("channels.irc." + key + " is '" + text + "'; it must be one word without ':' and ','");
        }
        return text;
    }

    private static int port(Object given, boolean tls) {
        if (given == null) {
            return tls ? 6697 : 6667;
        }
        if (given instanceof Number number && number.intValue() > 0 && number.intValue() < 65_536) {
            return number.intValue();
        }
        throw new Permanent("channels.irc.port is '" + given + "'; it must be a number from 1 to 65535");
    }

    private static String fingerprint(Object given) {
        String text = given == null ? "" : String.valueOf(given).replace(":", "").strip().toLowerCase(Locale.ROOT);
        if (!text.isEmpty() && !text.matches("[0-9a-f]{64}")) {
            throw new Permanent("channels.irc.fingerprint is no SHA-256 in hex: it needs 64 digits, with or without colons");
        }
        return text;
    }

    private static List<String> channels(Object given) {
        List<String> names = given instanceof Collection<?> list ? list.stream().map(String::valueOf).toList() : List.of();
        for (String name : names) {
            if (!Names.isChannel(name) || !WORD.matcher(name).matches()) {
                throw new Permanent("channels.irc.channels has '" + name + "'; a channel's name begins with # and has no spaces and commas");
            }
        }
        return names;
    }

    /** Whether what is sent can be read on the way by others than this machine. */
    boolean open() {
        return !tls && !List.of("127.0.0.1", "::1", "localhost").contains(host);
    }

    String address() {
        return host + ":" + port;
    }
}
