package dev.chela.core.skill.internal;

import dev.chela.core.skill.Skill;
import dev.chela.core.skill.Skills.Slash;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which words of a person ask for a skill. */
final class Slashes {
    private static final int LONGEST = 32;
    private static final int MOST_MENTIONED = 8;
    private static final Pattern NAMED = Pattern.compile("/skill[:\\s]\\s*(\\S+).*", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
    private static final Pattern DIRECT = Pattern.compile("/([\\w-]+)(?:[:\\s].*)?", Pattern.DOTALL);
    private static final Pattern MENTIONED = Pattern.compile("(?<![\\w$])\\$([a-zA-Z][\\w-]*)");

    private Slashes() {}

    /** @param skills that people may start */
    static List<Slash> of(List<Skill> skills) {
        Set<String> taken = new HashSet<>();
        List<Slash> slashes = new ArrayList<>();
        for (Skill skill : skills) {
            String name = sanitized(skill.name());
            for (int next = 2; !taken.add(name); next++) {
                String ending = "_" + next;
                String plain = sanitized(skill.name());
                name = plain.substring(0, Math.min(plain.length(), LONGEST - ending.length())) + ending;
            }
            slashes.add(new Slash(name, skill));
        }
        return slashes;
    }

    private static String sanitized(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]+", "_").replaceAll("^_+|_+$", "");
        return plain.isEmpty() ? "skill" : plain.substring(0, Math.min(plain.length(), LONGEST));
    }

    /** The skills that a message asks for, the one with the slash first. */
    static Set<Skill> asked(List<Slash> slashes, String message) {
        Set<Skill> asked = new LinkedHashSet<>();
        String text = message.strip();
        Matcher named = NAMED.matcher(text);
        Matcher direct = DIRECT.matcher(text);
        if (named.matches()) {
            find(slashes, named.group(1)).ifPresent(asked::add);
        } else if (direct.matches()) {
            find(slashes, direct.group(1)).or(() -> behindCommand(slashes, direct.group(1))).ifPresent(asked::add);
        }
        MENTIONED.matcher(text).results().map(found -> find(slashes, found.group(1))).flatMap(Optional::stream).distinct()
                .limit(MOST_MENTIONED).forEach(asked::add);
        return asked;
    }

    /** By its slash or by its own name. */
    static Optional<Skill> find(List<Slash> slashes, String word) {
        String slash = sanitized(word);
        return slashes.stream().filter(known -> known.skill().name().equalsIgnoreCase(word) || known.name().equals(slash))
                .map(Slash::skill).findFirst();
    }

    /** A skill named as a command is: the command has the name, and the skill the name with {@code _2}. */
    private static Optional<Skill> behindCommand(List<Slash> slashes, String word) {
        return word.endsWith("_2") ? find(slashes, word.substring(0, word.length() - 2)) : Optional.empty();
    }
}
