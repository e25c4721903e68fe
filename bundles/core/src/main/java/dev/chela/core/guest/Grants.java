package dev.chela.core.guest;

import dev.chela.api.fault.Permanent;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a plugin says in its manifest that it wants to reach: {@code Chela-Grants: network;hosts="api.example.com,*.example.org",exec}, in the
 * syntax of OSGi's headers, or {@code none}. More than it says it does not get from the host.
 *
 * @param wanted of each kind the names, such as hosts; none for a kind that has none, or wants only what the owner names
 */
public record Grants(Map<Kind, Set<String>> wanted) {
    public static final String HEADER = "Chela-Grants";
    /** A clause, or an attribute, up to the next separator outside of quotes. */
    private static final String OUTSIDE_OF_QUOTES = "(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)";
    private static final Pattern COMMA = Pattern.compile("," + OUTSIDE_OF_QUOTES);
    private static final Pattern SEMICOLON = Pattern.compile(";" + OUTSIDE_OF_QUOTES);
    private static final String NONE = "none";
    private static final String ALL = "*";

    public Grants {
        wanted = Map.copyOf(wanted);
    }

    /** @throws Permanent telling what of it cannot be read */
    public static Grants parse(String header) {
        Map<Kind, Set<String>> wanted = new EnumMap<>(Kind.class);
        if (!header.strip().equals(NONE)) {
            COMMA.splitAsStream(header).forEach(clause -> {
                String[] parts = SEMICOLON.split(clause);
                Kind kind = Kind.of(parts[0].strip());
                if (wanted.put(kind, kind.names(parts)) != null) {
                    throw wrong("has '" + kind.word() + "' twice");
                }
            });
        }
        return new Grants(wanted);
    }

    static Permanent wrong(String what) {
        return new Permanent("its " + HEADER + " " + what + "; it is for instance network;hosts=\"api.example.com\",exec, or none");
    }

    public boolean include(Kind kind) {
        return wanted.containsKey(kind);
    }

    public boolean include(Kind kind, String name) {
        Set<String> names = wanted.getOrDefault(kind, Set.of());
        return names.contains(ALL) || names.contains(name);
    }

    /** Of a kind that has names; empty for one that is not wanted. */
    public Set<String> names(Kind kind) {
        return wanted.getOrDefault(kind, Set.of());
    }

    /** {@code *.example.org} stands for every host below that, and not for itself. */
    public boolean includesHost(String host) {
        String wantedHost = host.toLowerCase(Locale.ROOT);
        return include(Kind.NETWORK, wantedHost) || names(Kind.NETWORK).stream()
                .anyMatch(name -> name.startsWith("*.") && wantedHost.endsWith(name.substring(1)) && wantedHost.length() >= name.length());
    }

    /** As people read it, such as {@code network (api.example.com)}; {@code nothing} where it wants nothing. */
    public List<String> words() {
        return wanted.isEmpty() ? List.of("nothing") : Stream.of(Kind.values()).filter(this::include).map(kind -> kind.word()
                + (names(kind).isEmpty() ? "" : names(kind).stream().sorted().collect(Collectors.joining(", ", " (", ")")))).toList();
    }

    /** What there is to be wanted. */
    public enum Kind {
        /** Hosts that the HTTP kit leads to. Those that the owner configured for it need not be named. */
        NETWORK("hosts"),
        /** Directories, absolute or {@code ~/…}; {@code workspace} is the agent's. */
        FILES("roots"),
        EXEC(""),
        /** Secret fields of its accounts. */
        SECRETS("names"),
        SESSIONS(""),
        CHANNELS("");

        private final String attribute;

        Kind(String attribute) {
            this.attribute = attribute;
        }

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Kind of(String word) {
            return Stream.of(values()).filter(kind -> kind.word().equals(word)).findFirst()
                    .orElseThrow(() -> wrong("wants '" + word + "', which is none of " + Stream.of(values()).map(Kind::word).collect(Collectors.joining(", "))));
        }

        private Set<String> names(String[] clause) {
            Set<String> names = new TreeSet<>();
            for (int i = 1; i < clause.length; i++) {
                String[] pair = clause[i].split("=", 2);
                if (attribute.isEmpty() || pair.length < 2 || !pair[0].strip().replace(":List<String>", "").equals(attribute)) {
                    throw wrong("has '" + clause[i].strip() + "' at '" + word() + "'" + (attribute.isEmpty() ? ", which takes nothing" : ", which takes " + attribute + "=\"…\""));
                }
                names.addAll(list(pair[1].strip().replaceAll("^\"|\"$", "")));
            }
            return Set.copyOf(names);
        }

        private List<String> list(String text) {
            List<String> names = new ArrayList<>();
            for (String name : text.split(",")) {
                if (name.isBlank()) {
                    throw wrong("has an empty name at '" + word() + "'");
                }
                names.add(this == NETWORK ? name.strip().toLowerCase(Locale.ROOT) : name.strip());
            }
            return names;
        }

        /** What a header would have to say. */
        public String clause(String name) {
            return word() + (attribute.isEmpty() || name.isEmpty() ? "" : ";" + attribute + "=\"" + name + "\"");
        }
    }
}
