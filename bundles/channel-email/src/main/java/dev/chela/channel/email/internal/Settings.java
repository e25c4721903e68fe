package dev.chela.channel.email.internal;

import dev.chela.api.channel.Account;
import dev.chela.api.channel.ChannelHost;
import dev.chela.api.config.KnownSecrets;
import dev.chela.api.fault.Permanent;
import dev.chela.channel.email.internal.Endpoint.Security;
import java.util.Locale;
import java.util.Map;

/**
 * What is configured for one account, besides its secrets.
 *
 * @param address of this mailbox, in small letters
 * @param entry how it logs in
 * @param sent the folder where the server itself keeps what it was given to send; empty where it keeps nothing
 * @param authservId by which the mail server that receives for us signs its {@code Authentication-Results}; empty for none
 * @param trustFrom whether everybody is believed to be who the letter says
 * @param perHour how many letters may leave in an hour
 * @param perHourToOne how many of them to one person
 */
record Settings(String address, String name, Entry entry, Endpoint imap, Endpoint smtp, String folder, String sent, String authservId,
        boolean trustFrom, int perHour, int perHourToOne) {
    static final String SCHEMA = """
            {"type":"object","additionalProperties":false,"required":["address","imapHost","smtpHost"],"properties":{
              "address":{"type":"string","description":"Of the mailbox, for example assistant@example.org"},
              "name":{"type":"string","description":"Shown with the address"},
              "login":{"type":"string","description":"The address unless said"},
              "password":{"type":"string","description":"For both servers; where the provider has them, an app password"},
              "auth":{"enum":["password","xoauth2"],"description":"password unless said"},
              "accessToken":{"type":"string","description":"For auth xoauth2, where somebody else renews it"},
              "tokenEndpoint":{"type":"string","description":"For auth xoauth2: where the refresh token is given for access tokens"},
              "clientId":{"type":"string","description":"Of the app that you registered at the provider"},
              "clientSecret":{"type":"string","description":"Of that app, if it has one"},
              "refreshToken":{"type":"string","description":"What the provider gave when you allowed the app into the mailbox"},
              "scope":{"type":"string","description":"What is asked for with the refresh token; what was allowed unless said"},
              "imapHost":{"type":"string"},
              "imapPort":{"type":"integer","minimum":1,"maximum":65535,"description":"993 with tls, else 143, unless said"},
              "imapTls":{"enum":["tls","starttls","none"],"description":"tls unless said; none for this machine alone"},
              "smtpHost":{"type":"string"},
              "smtpPort":{"type":"integer","minimum":1,"maximum":65535,"description":"465 with tls, else 587, unless said"},
              "smtpTls":{"enum":["tls","starttls","none"],"description":"tls unless said; none for this machine alone"},
              "fingerprint":{"type":"string","description":"SHA-256 of the servers' certificate, for one that no authority vouches for"},
              "folder":{"type":"string","description":"INBOX unless said"},
              "sent":{"type":"string","description":"The folder where the server itself keeps what is sent, such as [Gmail]/Sent Mail"},
              "authservId":{"type":"string","description":"The first word of the Authentication-Results that your mail server writes"},
              "trustFrom":{"type":"boolean","description":"Believe every sender: for servers that let no forged letter in"},
              "perHour":{"type":"integer","minimum":1,"maximum":10000,"description":"Letters sent in an hour; 100 unless said"},
              "perHourToOne":{"type":"integer","minimum":1,"maximum":1000,"description":"Letters sent to one person in an hour; 20 unless said"}}}""";

    static Settings of(Account account) {
        Map<String, Object> given = account.settings();
        String address = text(given, "address", "").toLowerCase(Locale.ROOT);
        if (!Addresses.valid(address)) {
            throw new Permanent("channels.email.address is '" + address + "'; it must be an address such as assistant@example.org");
        }
        String fingerprint = fingerprint(text(given, "fingerprint", ""));
        Settings settings = new Settings(address, text(given, "name", ""), Entry.of(given, address),
                endpoint(given, "imap", fingerprint, 993, 143), endpoint(given, "smtp", fingerprint, 465, 587), text(given, "folder", "INBOX"),
                text(given, "sent", ""), text(given, "authservId", "").toLowerCase(Locale.ROOT), Boolean.TRUE.equals(given.get("trustFrom")),
                number(given, "perHour", 100, 10_000), number(given, "perHourToOne", 20, 1_000));
        if (settings.authservId.isEmpty() && !settings.trustFrom) {
            throw new Permanent("channels.email.authservId is not set, so nobody could be believed to be who a letter says. It is the first word of the"
                    + " Authentication-Results that your mail server writes at the head of each letter (mx.google.com at Gmail); or say trustFrom: true");
        }
        return settings;
    }

    static String text(Map<String, Object> given, String key, String usual) {
        String text = String.valueOf(given.getOrDefault(key, usual)).strip();
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new Permanent("channels.email." + key + " has a control character in it");
        }
        return text;
    }

    private static Endpoint endpoint(Map<String, Object> given, String which, String fingerprint, int secured, int other) {
        String host = text(given, which + "Host", "");
        if (host.isEmpty()) {
            throw new Permanent("channels.email." + which + "Host is missing; it names the server");
        }
        Security security = security(which + "Tls", text(given, which + "Tls", "tls"));
        Endpoint endpoint = new Endpoint(host, number(given, which + "Port", security == Security.TLS ? secured : other, 65_535), security, fingerprint);
        if (security == Security.NONE && !endpoint.loopback()) {
            throw new Permanent("with channels.email." + which + "Tls none the password would be sent to " + host
                    + " for everybody on the way to read; say tls or starttls");
        }
        return endpoint;
    }

    private static Security security(String key, String word) {
        try {
            return Security.valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new Permanent("channels.email." + key + " is '" + word + "'; it must be tls, starttls or none", unknown);
        }
    }

    private static int number(Map<String, Object> given, String key, int usual, int most) {
        Object value = given.getOrDefault(key, usual);
        if (value instanceof Number number && number.intValue() > 0 && number.intValue() <= most) {
            return number.intValue();
        }
        throw new Permanent("channels.email." + key + " is '" + value + "'; it must be a number from 1 to " + most);
    }

    private static String fingerprint(String given) {
        String text = given.replace(":", "").toLowerCase(Locale.ROOT);
        if (!text.isEmpty() && !text.matches("[0-9a-f]{64}")) {
            throw new Permanent("channels.email.fingerprint is no SHA-256 in hex: it needs 64 digits, with or without colons");
        }
        return text;
    }

    Login login(ChannelHost host, KnownSecrets known) {
        return entry.login(host, known);
    }

    String domain() {
        return address.substring(address.indexOf('@') + 1);
    }
}
