package dev.chela.core.skill;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * One skill, as its {@code SKILL.md} says (OpenClaw's folder format, the AgentSkills form with {@code metadata.openclaw}).
 *
 * @param file its {@code SKILL.md}, absolute, links followed
 * @param meta empty texts and lists for what it does not say
 */
public record Skill(String name, String description, Path file, Source source, Meta meta, Use use) {
    public Path folder() {
        return file.getParent();
    }

    /** The name under which the configuration speaks of it. */
    public String key() {
        return meta.key().isEmpty() ? name : meta.key();
    }

    /** Where it comes from, in the order of precedence: of two of one name the earlier is taken. */
    public enum Source { WORKSPACE, PROJECT, PERSONAL, MANAGED, BUNDLED, EXTRA, PLUGIN }

    /** @param always needs nothing but its system */
    public record Meta(
            boolean always, String key, String emoji, String homepage, String primaryEnv, Needs needs, List<Installer> installers) {
        public static final Meta NONE = new Meta(false, "", "", "", "", Needs.NONE, List.of());
    }

    /**
     * What must be there, or what of it is missing.
     *
     * @param os {@code linux}, {@code darwin}, {@code win32}: one of them
     * @param bins programs, all of them
     * @param anyBins programs, one of them
     * @param env variables
     * @param config dotted paths that must be true, or there
     */
    public record Needs(List<String> os, List<String> bins, List<String> anyBins, List<String> env, List<String> config) {
        public static final Needs NONE = new Needs(List.of(), List.of(), List.of(), List.of(), List.of());

        public boolean none() {
            return equals(NONE);
        }
    }

    /**
     * A way to get its programs.
     *
     * @param kind {@code brew}, {@code node}, {@code go}, {@code uv}, {@code download}
     * @param os systems that it is for; empty for all
     * @param details what else it says: {@code formula}, {@code package}, {@code module}, {@code url}, …
     */
    public record Installer(String id, String kind, String label, List<String> bins, List<String> os, Map<String, String> details) {}

    /**
     * Who may use it.
     *
     * @param byPerson with a slash
     * @param byModel whether models are told of it
     * @param tool what a slash calls instead of the model; empty for none
     */
    public record Use(boolean byPerson, boolean byModel, String tool) {
        public static final Use PLAIN = new Use(true, true, "");
    }
}
