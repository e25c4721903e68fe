package dev.chela.core.agent;

import dev.chela.api.id.AgentId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * One assistant, as configured.
 *
 * @param name the id when none is configured
 * @param model what was wished for, {@code auto} when nothing was
 * @param fallbacks tried in this order when the model fails
 * @param workspace absolute
 * @param timeout of one run; zero for none
 */
public record Agent(
        AgentId id, String name, Identity identity, String model, List<String> fallbacks, Path workspace, Duration timeout) {
    /** How it presents itself; empty texts for what is not said. @param avatar an address, a data URL, or a file of the workspace */
    public record Identity(String name, String theme, String emoji, String avatar) {
        public static final Identity NONE = new Identity("", "", "", "");

        public Identity {
            name = name == null ? "" : name;
            theme = theme == null ? "" : theme;
            emoji = emoji == null ? "" : emoji;
            avatar = avatar == null ? "" : avatar;
        }

        /** This one, and where it says nothing the other. */
        public Identity or(Identity other) {
            return new Identity(first(name, other.name), first(theme, other.theme), first(emoji, other.emoji), first(avatar, other.avatar));
        }

        private static String first(String one, String other) {
            return one.isEmpty() ? other : one;
        }
    }
}
