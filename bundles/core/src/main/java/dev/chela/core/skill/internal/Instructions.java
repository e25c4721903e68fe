package dev.chela.core.skill.internal;

import dev.chela.core.skill.Skill;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;
import java.util.stream.Collectors;

/** What a model is told when a person asks for skills by name: their text, so that it need not look for them, and cannot overlook them. */
final class Instructions {
    private static final int LONGEST = 24_000;

    private Instructions() {}

    static String of(Set<Skill> skills) {
        return skills.stream().map(Instructions::of).collect(Collectors.joining("\n\n"));
    }

    private static String of(Skill skill) {
        return "The person asks for the skill \"" + skill.name() + "\" (" + skill.file() + "). Follow it for this message; what stands"
                + " after its name in the message is what to do with it.\n<skill name=\"" + skill.name() + "\">\n" + body(skill) + "\n</skill>";
    }

    private static String body(Skill skill) {
        try {
            String text = Files.readString(skill.file()).replace("{baseDir}", skill.folder().toString());
            String body = text.replaceFirst("(?s)\\A\uFEFF?---\\R.*?\\R---[ \\t]*(\\R|\\z)", "").strip();
            return body.length() <= LONGEST ? body : body.substring(0, LONGEST) + "\n[cut here; read " + skill.file() + " for the rest]";
        } catch (IOException unreadable) {
            return "[its file cannot be read: " + unreadable.getMessage() + "; tell the person]";
        }
    }
}
