package dev.chela.core.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.api.channel.Conversation;
import dev.chela.api.channel.ReplyTo;
import dev.chela.api.id.AgentId;
import dev.chela.api.id.ModelRef;
import dev.chela.api.id.SessionKey;
import dev.chela.core.outbox.ReturnAddress;
import dev.chela.core.tool.ToolPolicy.Profile;
import dev.chela.core.tool.ToolsSettings.Entry;
import dev.chela.core.tool.ToolsSettings.Lists;
import dev.chela.core.tool.ToolsSettings.OfProvider;
import dev.chela.core.tool.ToolsSettings.Roster;
import dev.chela.core.tool.ToolsSettings.Tools;
import dev.chela.core.tool.internal.Pipeline;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ToolPolicyTest {
    private static final Tools NOTHING = new Tools(null, null, null, null, null, null);
    private static final AgentId WORK = new AgentId("work");

    private static Tools allow(String... names) {
        return new Tools(null, List.of(names), null, null, null, null);
    }

    private static Tools deny(String... names) {
        return new Tools(null, null, null, List.of(names), null, null);
    }

    private static Tools profile(Profile profile, String... alsoAllow) {
        return new Tools(profile, null, List.of(alsoAllow), null, null, null);
    }

    private static ToolPolicy policy(Tools house, Tools agent) {
        return policy(house, agent, Map.of(), Asker.OWNER);
    }

    private static ToolPolicy policy(Tools house, Tools agent, Map<String, Object> channels, Asker asker) {
        return policy(house, agent, channels, asker, "agent:work:test:channel:g1");
    }

    private static ToolPolicy policy(Tools house, Tools agent, Map<String, Object> channels, Asker asker, String session) {
        return new Pipeline(new ToolsSettings(house, new Roster(Map.of("work", new Entry(agent))), channels)).of(
                new ToolRequest.Whose(new SessionKey(session), WORK, Path.of("/"), asker));
    }

    /** @param lists what the house says of the tools of sub-agents */
    private static ToolPolicy spawned(Tools agent, Lists lists) {
        Tools house = new Tools(null, null, null, null, null, null, new ToolsSettings.Subagents(lists));
        return policy(house, agent, Map.of(), Asker.OWNER, "agent:work:subagent:1");
    }

    private static Asker written(boolean owner, String sender, String name, String group) {
        return written(owner, sender, name, "", group);
    }

    private static Asker written(boolean owner, String sender, String name, String handle, String group) {
        Conversation where = group.isEmpty() ? new Conversation(sender, Conversation.Kind.DIRECT, "", "", "")
                : new Conversation(group, Conversation.Kind.GROUP, "", "", "");
        return new Asker(List.of(), List.of(new Asker.Voice(owner, Optional.of(
                new ReturnAddress("test", "default", where, sender, new ReplyTo("", "", false, ""), name, handle, false, "")))));
    }

    private static Asker through(String... models) {
        return new Asker(List.of(models).stream().map(ModelRef::parse).toList(), List.of(Asker.Voice.OWNER));
    }

    @Test
    void nothing_said_lets_everything_through() {
        assertThat(policy(NOTHING, NOTHING).permits("anything")).isTrue();
    }

    @Test
    void each_layer_only_narrows_and_deny_always_wins() {
        assertThat(policy(allow("read"), NOTHING).permits("ls")).isFalse();
        assertThat(policy(allow("read"), allow("ls")).permits("ls")).isFalse();
        assertThat(policy(allow("read", "ls"), allow("ls")).permits("ls")).isTrue();
        assertThat(policy(allow("read"), deny("READ")).permits("read")).isFalse();
        assertThat(policy(deny("*"), allow("read")).permits("read")).isFalse();
    }

    @Test
    void understands_globs_and_groups() {
        assertThat(policy(deny("group:fs"), NOTHING).permits("apply_patch")).isFalse();
        assertThat(policy(deny("mcp__*"), NOTHING).permits("mcp__search")).isFalse();
        assertThat(policy(deny("mcp__*"), NOTHING).permits("mcp.search")).isTrue();
        assertThat(policy(allow("group:plugins"), NOTHING).permits("dice")).isTrue();
        assertThat(policy(allow("group:plugins"), NOTHING).permits("exec")).isFalse();
        assertThat(policy(allow("group:openclaw"), NOTHING).permits("web_fetch")).isTrue();
        assertThat(policy(allow("group:openclaw"), NOTHING).permits("exec")).isFalse();
    }

    @Test
    void who_may_write_may_patch_but_who_may_not_write_may_still_patch() {
        assertThat(policy(allow("write"), NOTHING).permits("apply_patch")).isTrue();
        assertThat(policy(deny("write"), NOTHING).permits("apply_patch")).isTrue();
    }

    @Test
    void an_agents_profile_takes_the_place_of_the_global_one() {
        assertThat(List.of("exec", "heartbeat_respond")).allMatch(policy(profile(Profile.CODING), NOTHING)::permits);
        assertThat(policy(profile(Profile.CODING), NOTHING).permits("dice")).isFalse();
        assertThat(policy(profile(Profile.CODING, "dice"), NOTHING).permits("dice")).isTrue();
        assertThat(policy(profile(Profile.FULL), profile(Profile.MINIMAL)).permits("exec")).isFalse();
        assertThat(policy(profile(Profile.MINIMAL), profile(Profile.FULL)).permits("exec")).isTrue();
    }

    @Test
    void a_models_own_word_goes_before_its_providers_and_every_model_that_may_write_is_heard() {
        Tools house = new Tools(null, null, null, null, Map.of(
                "small", new OfProvider(null, null, null, List.of("exec")),
                "small/big", new OfProvider(null, null, null, List.of("process")),
                "other", new OfProvider(Profile.MINIMAL, null, List.of("dice"), null)), null);

        assertThat(policy(house, NOTHING, Map.of(), through("small/tiny")).objection("exec")).contains("tools.byProvider.small.deny names it");
        assertThat(policy(house, NOTHING, Map.of(), through("Small/BIG")).permits("exec")).isTrue();
        assertThat(policy(house, NOTHING, Map.of(), through("small/big")).permits("process")).isFalse();
        assertThat(policy(house, NOTHING, Map.of(), through("other/x")).permits("dice")).isTrue();
        assertThat(policy(house, NOTHING, Map.of(), through("other/x")).objection("read"))
                .contains("tools.byProvider.other.profile is \"minimal\", which does not have it");
        assertThat(policy(house, NOTHING, Map.of(), through("fine/x", "small/tiny")).permits("exec")).isFalse();
        assertThat(policy(NOTHING, house, Map.of(), through("small/tiny")).objection("exec"))
                .contains("agents.entries.work.tools.byProvider.small.deny names it");
    }

    @Test
    void a_sender_is_known_by_the_most_precise_key_and_nobody_without_a_channel_is_one() {
        Tools house = new Tools(null, null, null, null, null, Map.of(
                "*", new Lists(null, List.of("exec")), "name:Ann", new Lists(null, List.of("read")),
                "id:42", new Lists(List.of("exec"), null), "channel:test:43", new Lists(null, List.of("write")),
                "e164:+491", new Lists(null, List.of("ls"))));

        assertThat(policy(house, NOTHING, Map.of(), written(false, "7", "", "")).permits("exec")).isFalse();
        assertThat(policy(house, NOTHING, Map.of(), written(false, "42", "Ann", "")).permits("exec")).isTrue();
        assertThat(policy(house, NOTHING, Map.of(), written(false, "42", "Ann", "")).permits("read")).isFalse();
        assertThat(policy(house, NOTHING, Map.of(), written(false, "8", "ann", "")).objection("read"))
                .contains("tools.toolsBySender.name:Ann.deny names it");
        assertThat(policy(house, NOTHING, Map.of(), written(false, "43", "Ann", "")).objection("write"))
                .contains("tools.toolsBySender.channel:test:43.deny names it");
        assertThat(policy(house, NOTHING, Map.of(), written(false, "+491", "", "")).permits("ls")).isFalse();
        assertThat(policy(house, NOTHING, Map.of(), Asker.OWNER).permits("exec")).isTrue();
    }

    @Test
    void a_sender_may_be_known_by_the_handle_that_the_platform_knows() {
        Tools house = new Tools(null, null, null, null, null, Map.of(
                "username:@Ann_1", new Lists(null, List.of("read")), "name:Ann", new Lists(null, List.of("exec"))));

        assertThat(policy(house, NOTHING, Map.of(), written(false, "7", "Ann", "ann_1", "")).permits("read")).isFalse();
        assertThat(policy(house, NOTHING, Map.of(), written(false, "7", "Ann", "ann_1", "")).permits("exec")).isTrue();
        assertThat(policy(house, NOTHING, Map.of(), written(false, "7", "Ann", "", "")).permits("exec")).isFalse();
    }

    @Test
    void a_group_is_asked_for_this_sender_then_for_itself_then_for_all_groups() {
        Map<String, Object> group = Map.of("tools", Map.of("deny", List.of("exec")), "toolsBySender", Map.of("id:42", Map.of("deny", List.of("read"))));
        Map<String, Object> any = Map.of("tools", Map.of("allow", List.of("dice")), "toolsBySender", Map.of("9", Map.of("allow", List.of("ls"))));
        Map<String, Object> channels = Map.of("test", Map.of("groups", Map.of("test:G1", group, "*", any)));

        assertThat(policy(NOTHING, NOTHING, channels, written(false, "7", "", "g1")).objection("exec"))
                .contains("channels.test.groups.test:G1.tools.deny names it");
        assertThat(policy(NOTHING, NOTHING, channels, written(false, "42", "", "g1")).permits("exec")).isTrue();
        assertThat(policy(NOTHING, NOTHING, channels, written(false, "42", "", "g1")).permits("read")).isFalse();
        assertThat(policy(NOTHING, NOTHING, channels, written(false, "7", "", "g2")).permits("exec")).isFalse();
        assertThat(policy(NOTHING, NOTHING, channels, written(false, "7", "", "g2")).permits("dice")).isTrue();
        assertThat(policy(NOTHING, NOTHING, channels, written(false, "9", "", "g2")).permits("ls")).isTrue();
        assertThat(policy(NOTHING, NOTHING, channels, written(false, "7", "", "")).permits("exec")).isTrue();
    }

    @Test
    void an_accounts_own_groups_take_the_place_of_the_channels_and_a_groups_word_holds_in_it_whoever_speaks() {
        Map<String, Object> channels = Map.of("test", Map.of("groups", Map.of("g1", Map.of("tools", Map.of("deny", List.of("exec")))),
                "accounts", Map.of("default", Map.of("groups", Map.of("g1", Map.of("tools", Map.of("deny", List.of("read"))))))));

        assertThat(policy(NOTHING, NOTHING, channels, written(false, "7", "", "g1")).permits("exec")).isTrue();
        assertThat(policy(NOTHING, NOTHING, channels, written(false, "7", "", "g1")).permits("read")).isFalse();
        assertThat(policy(NOTHING, NOTHING, channels, Asker.OWNER).permits("exec")).isFalse();
        assertThat(policy(NOTHING, NOTHING, channels, Asker.OWNER).permits("read")).isFalse();
    }

    @Test
    void what_rules_the_house_is_for_its_owner_and_not_for_a_run_in_which_somebody_else_spoke_too() {
        Asker stranger = written(false, "7", "", "");
        Asker both = new Asker(List.of(), List.of(Asker.Voice.OWNER, stranger.voices().get(0)));

        assertThat(policy(NOTHING, NOTHING, Map.of(), stranger).objection("gateway").orElseThrow()).contains("commands.ownerAllowFrom");
        assertThat(policy(NOTHING, NOTHING, Map.of(), both).permits("cron")).isFalse();
        assertThat(policy(NOTHING, NOTHING, Map.of(), written(true, "7", "", "")).permits("gateway")).isTrue();
        assertThat(policy(NOTHING, NOTHING, Map.of(), stranger).permits("read")).isTrue();
    }

    @Test
    void a_sub_agent_has_of_its_agents_tools_what_the_house_lets_sub_agents_have() {
        assertThat(spawned(NOTHING, new Lists(null, null)).permits("exec")).isTrue();
        ToolPolicy few = spawned(deny("write"), new Lists(List.of("group:fs", "memory_search"), List.of("edit")));
        assertThat(List.of("read", "memory_search")).allMatch(few::permits);
        assertThat(few.objection("exec")).hasValueSatisfying(why -> assertThat(why).contains("tools.subagents.tools.allow"));
        assertThat(few.objection("edit")).hasValueSatisfying(why -> assertThat(why).contains("tools.subagents.tools.deny"));
        assertThat(few.objection("write")).hasValueSatisfying(why -> assertThat(why).contains("agents.entries.work.tools.deny"));
        Tools house = new Tools(null, null, null, null, null, null, new ToolsSettings.Subagents(new Lists(null, List.of("exec"))));
        assertThat(policy(house, NOTHING).permits("exec")).as("in a conversation that people speak to").isTrue();
    }

    @Test
    void what_speaks_for_the_house_or_to_others_no_sub_agent_has_whatever_is_configured() {
        ToolPolicy all = spawned(profile(Profile.FULL), new Lists(List.of("*"), null));
        for (String tool : List.of("cron", "message", "sessions_send", "gateway", "session_status", "agents_list")) {
            assertThat(all.objection(tool)).as(tool).hasValueSatisfying(why -> assertThat(why).contains("a sub-agent does not have it"));
            assertThat(policy(NOTHING, NOTHING).permits(tool)).as(tool).isTrue();
        }
        assertThat(List.of("sessions_spawn", "sessions_yield", "subagents")).allMatch(all::permits);
    }

    @Test
    void names_what_is_allowed_and_does_not_exist() {
        Pipeline pipeline = new Pipeline(new ToolsSettings(new Tools(null, List.of("reed", "group:web", "mem*"), null, null, null, null),
                new Roster(Map.of("work", new Entry(profile(Profile.MINIMAL, "dice")))), Map.of("test", Map.of("groups", Map.of("g",
                        Map.of("tools", Map.of("allow", List.of("zap", "*"))))))));

        assertThat(pipeline.strangers(List.of("read", "memory_get"))).containsOnly(Map.entry("tools.allow", List.of("reed")),
                Map.entry("agents.entries.work.tools.alsoAllow", List.of("dice")), Map.entry("channels.test.groups.g.tools.allow", List.of("zap")));
    }

    @Test
    void allow_and_also_allow_exclude_each_other() {
        Tools both = new Tools(null, List.of("a"), List.of("b"), null, null, null);

        assertThatThrownBy(() -> new ToolsSettings(both, null, null)).hasMessageContaining("tools.alsoAllow");
        assertThatThrownBy(() -> new ToolsSettings(null, new Roster(Map.of("x", new Entry(both))), null))
                .hasMessageContaining("agents.entries.x.tools.alsoAllow");
    }

    @Test
    void what_is_no_policy_is_refused_rather_than_read_as_none() {
        assertThatThrownBy(() -> new ToolsSettings(null, null, Map.of("test", Map.of("groups", Map.of("g", Map.of("tools", Map.of("dney", List.of("*"))))))))
                .hasMessageContaining("channels.test.groups.g.tools must be an object");
        assertThatThrownBy(() -> new ToolsSettings(null, null, Map.of("test", Map.of("accounts", Map.of("a", Map.of("groups", Map.of("g",
                Map.of("toolsBySender", Map.of("user:x", Map.of()))))))))).hasMessageContaining("channels.test.accounts.a.groups.g.toolsBySender")
                .hasMessageContaining("id:ID");
    }
}
