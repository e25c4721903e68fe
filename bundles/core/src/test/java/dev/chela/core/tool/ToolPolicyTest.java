package dev.chela.core.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.core.tool.ToolPolicy.Profile;
import java.util.List;
import org.junit.jupiter.api.Test;

class ToolPolicyTest {
    private static final ToolPolicy OPEN = ToolPolicy.OPEN;

    private static ToolPolicy allow(String... names) {
        return new ToolPolicy(null, List.of(names), List.of(), List.of());
    }

    private static ToolPolicy deny(String... names) {
        return new ToolPolicy(null, List.of(), List.of(), List.of(names));
    }

    private static ToolPolicy profile(Profile profile, String... alsoAllow) {
        return new ToolPolicy(profile, List.of(), List.of(alsoAllow), List.of());
    }

    @Test
    void nothing_said_lets_everything_through() {
        assertThat(OPEN.permits("anything", OPEN)).isTrue();
    }

    @Test
    void each_layer_only_narrows_and_deny_always_wins() {
        assertThat(allow("read").permits("ls", OPEN)).isFalse();
        assertThat(allow("read").permits("ls", allow("ls"))).isFalse();
        assertThat(allow("read", "ls").permits("ls", allow("ls"))).isTrue();
        assertThat(allow("read").permits("read", deny("READ"))).isFalse();
        assertThat(deny("*").permits("read", allow("read"))).isFalse();
    }

    @Test
    void understands_globs_and_groups() {
        assertThat(deny("group:fs").permits("apply_patch", OPEN)).isFalse();
        assertThat(deny("mcp__*").permits("mcp__search", OPEN)).isFalse();
        assertThat(deny("mcp__*").permits("mcp.search", OPEN)).isTrue();
        assertThat(allow("group:plugins").permits("dice", OPEN)).isTrue();
        assertThat(allow("group:plugins").permits("exec", OPEN)).isFalse();
        assertThat(allow("group:openclaw").permits("web_fetch", OPEN)).isTrue();
        assertThat(allow("group:openclaw").permits("exec", OPEN)).isFalse();
    }

    @Test
    void who_may_write_may_patch_but_who_may_not_write_may_still_patch() {
        assertThat(allow("write").permits("apply_patch", OPEN)).isTrue();
        assertThat(deny("write").permits("apply_patch", OPEN)).isTrue();
    }

    @Test
    void an_agents_profile_takes_the_place_of_the_global_one() {
        assertThat(profile(Profile.CODING).permits("exec", OPEN)).isTrue();
        assertThat(profile(Profile.CODING).permits("dice", OPEN)).isFalse();
        assertThat(profile(Profile.CODING, "dice").permits("dice", OPEN)).isTrue();
        assertThat(profile(Profile.FULL).permits("exec", profile(Profile.MINIMAL))).isFalse();
        assertThat(profile(Profile.MINIMAL).permits("exec", profile(Profile.FULL))).isTrue();
    }

    @Test
    void allow_and_also_allow_exclude_each_other() {
        assertThatThrownBy(() -> new ToolsSettings(null, List.of("a"), List.of("b"), null))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("tools.alsoAllow");
    }
}
