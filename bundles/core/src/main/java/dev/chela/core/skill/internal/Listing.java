package dev.chela.core.skill.internal;

import dev.chela.core.skill.Skill;
import dev.chela.core.text.Excerpt;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The list of skills in a prompt: what there is in full, else with less said of each, else as many as fit. */
final class Listing {
    private static final String HEAD = """

            ## Skills
            A skill is a file of instructions for one kind of work. When one of these fits what you are asked, read its file with the \
            tool read before you begin, and follow it; take the one that fits best, and none when none does. Relative paths in it start \
            at its folder.

            <available_skills>
            """;
    private static final String TAIL = "</available_skills>\n";
    private static final int[] DESCRIPTIONS = {Integer.MAX_VALUE, 240, 120, 60, 0};

    private final Path userHome;
    private final int most;
    private final int characters;

    /** @param most how many skills at most; @param characters of the whole section at most */
    Listing(Path userHome, int most, int characters) {
        this.userHome = userHome;
        this.most = most;
        this.characters = characters;
    }

    String of(List<Skill> skills) {
        List<Skill> shown = skills.size() > most ? skills.subList(0, most) : skills;
        for (int description : DESCRIPTIONS) {
            String text = text(shown, description, skills.size());
            if (text.length() <= characters) {
                return shown.isEmpty() ? "" : text;
            }
        }
        return asManyAsFit(shown, skills.size());
    }

    private String asManyAsFit(List<Skill> skills, int all) {
        for (int count = skills.size() - 1; count > 0; count--) {
            String text = text(skills.subList(0, count), 0, all);
            if (text.length() <= characters) {
                return text;
            }
        }
        return "";
    }

    private String text(List<Skill> skills, int description, int all) {
        String lines = skills.stream().map(skill -> line(skill, description)).collect(Collectors.joining());
        String note = all == skills.size() ? "" : "(" + (all - skills.size()) + " more are not shown; the person can start them with /skill NAME.)\n";
        return HEAD + lines + TAIL + note;
    }

    private String line(Skill skill, int description) {
        String said = description == 0 ? "" : "<description>" + escaped(cut(skill.description(), description)) + "</description>";
        return "<skill><name>" + escaped(skill.name()) + "</name>" + said + "<location>" + escaped(place(skill.file())) + "</location></skill>\n";
    }

    /** Below the home directory with a tilde, which {@code read} understands and which costs less. */
    private String place(Path file) {
        return file.startsWith(userHome) && userHome.getNameCount() > 0 ? "~/" + userHome.relativize(file) : file.toString();
    }

    private static String cut(String text, int length) {
        return Excerpt.of(text, length);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replaceAll("\\s+", " ");
    }
}
