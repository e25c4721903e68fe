package dev.chela.channel.email.internal;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the mail server that received a letter for us found out about its sender (RFC 8601). Whoever writes can put such a field into the
 * letter; the server removes those that bear its own name, and puts its own above all others: only the first one with its name counts.
 */
final class Authentication {
    private static final Pattern RESULT = Pattern.compile("(dmarc|dkim)\\s*=\\s*([a-z]+)(.*)", Pattern.DOTALL);
    private static final Pattern PROPERTY = Pattern.compile("([a-z]+\\.[a-z-]+)\\s*=\\s*(\"[^\"]*\"|[^\\s]+)");

    private Authentication() {}

    /** @param authservId the server's name, in small letters @param domain of the letter's From */
    static boolean vouches(Headers head, String authservId, String domain) {
        List<String> results = head.all("authentication-results").stream().map(Parameters::words).filter(words -> named(words.get(0)).equals(authservId))
                .findFirst().orElse(List.of());
        return !authservId.isEmpty() && results.stream().skip(1).anyMatch(result -> vouches(result.toLowerCase(Locale.ROOT), domain));
    }

    /** The server's name, without the version that may stand behind it. */
    private static String named(String first) {
        return Parameters.unquoted(first.strip().split("\\s+")[0]).toLowerCase(Locale.ROOT);
    }

    /** By whose names the field was written, for whoever has to say which is the right one. */
    static Optional<String> first(Headers head) {
        return head.first("authentication-results").map(Parameters::words).map(words -> named(words.get(0))).filter(name -> !name.isEmpty());
    }

    private static boolean vouches(String result, String domain) {
        Matcher found = RESULT.matcher(result.strip());
        if (!found.matches() || !found.group(2).equals("pass")) {
            return false;
        }
        Map<String, String> properties = PROPERTY.matcher(found.group(3)).results()
                .collect(Collectors.toMap(each -> each.group(1), each -> Parameters.unquoted(each.group(2)), (one, other) -> one));
        if (found.group(1).equals("dmarc")) {
            return domain.equals(properties.get("header.from"));
        }
        return Stream.of("header.d", "header.i").map(properties::get).filter(Objects::nonNull)
                .map(signed -> signed.substring(signed.indexOf('@') + 1)).anyMatch(signed -> aligned(domain, signed));
    }

    /** The domain that signed is the sender's, or one that the sender's is under (RFC 7489, section 3.1.1). */
    private static boolean aligned(String domain, String signed) {
        return domain.equals(signed) || signed.contains(".") && domain.endsWith("." + signed);
    }
}
