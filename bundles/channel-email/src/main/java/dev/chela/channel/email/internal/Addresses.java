package dev.chela.channel.email.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses of people. Only plain ones: without quotes, and in ASCII. */
final class Addresses {
    private static final Pattern PLAIN = Pattern.compile(
            "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*");
    private static final Pattern NAMED = Pattern.compile("([^<>]*)<\\s*([^<>\\s]+)\\s*>");
    private static final int LONGEST = 254;

    /** @param id in small letters: nobody gives two people addresses that differ in nothing else */
    record Person(String id, String name) {}

    private Addresses() {}

    static boolean valid(String address) {
        return address.length() <= LONGEST && PLAIN.matcher(address).matches();
    }

    /** @return nothing unless it is exactly one: who sees several may believe another one than whoever checked the letter did */
    static Optional<Person> only(List<String> fields) {
        if (fields.size() != 1) {
            return Optional.empty();
        }
        List<String> written = split(fields.get(0));
        if (written.size() != 1) {
            return Optional.empty();
        }
        String one = written.get(0);
        Matcher named = NAMED.matcher(blanked(one));
        String address = named.matches() ? one.substring(named.start(2), named.end(2)) : one.strip();
        String name = named.matches() ? Words.decoded(Parameters.unquoted(one.substring(named.start(1), named.end(1)).strip())) : "";
        return valid(address) ? Optional.of(new Person(address.toLowerCase(Locale.ROOT), name)) : Optional.empty();
    }

    /** The same length, with nothing in quotes that could be taken for more than words. */
    private static String blanked(String text) {
        StringBuilder blanked = new StringBuilder();
        boolean quoted = false;
        for (int at = 0; at < text.length(); at++) {
            char sign = text.charAt(at);
            if (quoted && sign == '\\' && at + 1 < text.length()) {
                blanked.append("__");
                at++;
                continue;
            }
            quoted ^= sign == '"';
            blanked.append(quoted && sign != '"' ? '_' : sign);
        }
        return blanked.toString();
    }

    private static List<String> split(String field) {
        // Comments go, and what is in quotes parts nothing: the commas do what semicolons do between parameters.
        List<String> parts = new ArrayList<>();
        String bare = String.join(";", Parameters.words(field));
        String blanked = blanked(bare);
        int from = 0;
        for (int at = 0; at <= bare.length(); at++) {
            if (at == bare.length() || blanked.charAt(at) == ',' || blanked.charAt(at) == ';' || blanked.charAt(at) == ':') {
                if (!bare.substring(from, at).isBlank()) {
                    parts.add(bare.substring(from, at).strip());
                }
                from = at + 1;
            }
        }
        return parts;
    }
}
