package dev.chela.core.skill;

import dev.chela.api.config.Range;
import dev.chela.api.config.Secret;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code skills}.
 *
 * @param allowBundled which bundled skills there are; null for all
 * @param entries single skills, by their key
 */
public record SkillsConfig(
        @Nullable List<String> allowBundled, @Nullable Load load, @Nullable Install install, @Nullable Map<String, Entry> entries,
        @Nullable Limits limits) {
    public SkillsConfig {
        load = load == null ? new Load(null, null, null) : load;
        install = install == null ? new Install(null, null, false) : install;
        entries = entries == null ? Map.of() : entries;
        limits = limits == null ? new Limits(null, null, null) : limits;
    }

    /**
     * @param extraDirs further folders of skills
     * @param allowSymlinkTargets folders outside that links in them may lead into
     * @param watch false to read skills once, and again when the configuration changes
     */
    public record Load(@Nullable List<String> extraDirs, @Nullable List<String> allowSymlinkTargets, @Nullable Boolean watch) {
        public Load {
            extraDirs = extraDirs == null ? List.of() : extraDirs;
            allowSymlinkTargets = allowSymlinkTargets == null ? List.of() : allowSymlinkTargets;
            watch = watch == null || watch;
        }
    }

    /**
     * @param preferBrew whether Homebrew goes before other ways to get a skill's programs
     * @param nodeManager what installs packages of Node
     * @param allowUploadedArchives whether clients may send skills
     */
    public record Install(@Nullable Boolean preferBrew, @Nullable NodeManager nodeManager, boolean allowUploadedArchives) {
        public Install {
            preferBrew = preferBrew == null || preferBrew;
            nodeManager = nodeManager == null ? NodeManager.NPM : nodeManager;
        }
    }

    public enum NodeManager { NPM, PNPM, YARN, BUN }

    /**
     * @param apiKey the value of the variable that the skill calls its primary one
     * @param env variables for the commands of a turn
     * @param config free, for the skill's own use
     */
    public record Entry(
            @Nullable Boolean enabled, @Nullable Secret apiKey, @Nullable Map<String, Secret> env, @Nullable Map<String, Object> config) {
        public static final Entry NONE = new Entry(null, null, null, null);

        public Entry {
            enabled = enabled == null || enabled;
            apiKey = apiKey == null ? new Secret("") : apiKey;
            env = env == null ? Map.of() : env;
            config = config == null ? Map.of() : config;
        }
    }

    /**
     * @param maxSkillsPromptChars the most characters of the list in a prompt
     * @param maxSkillsInPrompt the most skills in it
     * @param maxSkillFileBytes of a {@code SKILL.md}
     */
    public record Limits(
            @Range(min = 0, max = 1_000_000) @Nullable Integer maxSkillsPromptChars,
            @Range(min = 0, max = 10_000) @Nullable Integer maxSkillsInPrompt,
            @Range(min = 1, max = 10_000_000) @Nullable Integer maxSkillFileBytes) {
        public static final int PROMPT_CHARS = 18_000;
        public static final int IN_PROMPT = 150;
        public static final int FILE_BYTES = 256_000;

        public Limits {
            maxSkillsPromptChars = maxSkillsPromptChars == null ? PROMPT_CHARS : maxSkillsPromptChars;
            maxSkillsInPrompt = maxSkillsInPrompt == null ? IN_PROMPT : maxSkillsInPrompt;
            maxSkillFileBytes = maxSkillFileBytes == null ? FILE_BYTES : maxSkillFileBytes;
        }
    }
}
