package dev.chela.skills.loader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.core.skill.Skill.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GateTest {
    @TempDir
    private Path root;

    private Shelf shelf;

    @BeforeEach
    void open() throws IOException {
        shelf = new Shelf(root, Map.of("SET", "1"));
    }

    @AfterEach
    void close() throws IOException {
        shelf.close();
    }

    private void needing(String name, String needs) throws IOException {
        shelf.skill(shelf.managed(), name, "description: d\nmetadata: {\"openclaw\": {" + needs + "}}");
    }

    @Test
    void a_skill_waits_for_its_programs_and_counts_as_soon_as_they_are_installed() throws IOException {
        needing("tide", "requires: {bins: [curl, jq]}");
        shelf.program("curl");
        assertThat(shelf.usable()).isEmpty();
        assertThat(shelf.standing("tide").missing()).isEqualTo(new Needs(List.of(), List.of("jq"), List.of(), List.of(), List.of()));
        shelf.program("jq");
        assertThat(shelf.usable()).containsExactly("tide");
        Files.delete(root.resolve("bin/jq"));
        assertThat(shelf.usable()).isEmpty();
    }

    @Test
    void one_of_several_programs_may_do() throws IOException {
        needing("tide", "requires: {anyBins: [wget, curl]}");
        assertThat(shelf.standing("tide").missing().anyBins()).containsExactly("wget", "curl");
        shelf.program("curl");
        assertThat(shelf.usable()).containsExactly("tide");
    }

    @Test
    void a_skill_for_another_system_is_not_offered_even_if_it_says_always() throws IOException {
        needing("mac", "os: [darwin]");
        needing("macAlways", "os: [darwin], always: true");
        needing("here", "os: [darwin, linux]");
        needing("always", "always: true, requires: {bins: [nothing], env: [NOTHING]}");
        assertThat(shelf.usable()).containsExactly("always", "here");
    }

    @Test
    void a_variable_may_be_set_in_the_environment_or_for_the_skill_alone() throws IOException {
        needing("there", "requires: {env: [SET]}");
        needing("tide", "requires: {env: [SEA_KEY]}, primaryEnv: SEA_KEY");
        assertThat(shelf.usable()).containsExactly("there");
        shelf.configured("{skills: {entries: {tide: {env: {SEA_KEY: 'abcdefgh'}}}}}");
        assertThat(shelf.usable()).containsExactly("there", "tide");
        shelf.configured("{skills: {entries: {tide: {apiKey: 'abcdefgh'}}}}");
        assertThat(shelf.usable()).containsExactly("there", "tide");
        shelf.configured("{skills: {entries: {tide: {apiKey: ''}}}}");
        assertThat(shelf.usable()).containsExactly("there");
    }

    @Test
    void a_setting_must_be_there_and_not_say_no() throws IOException {
        needing("tide", "requires: {config: [browser.enabled]}");
        assertThat(shelf.standing("tide").missing().config()).containsExactly("browser.enabled");
        shelf.configured("{browser: {enabled: false}}");
        assertThat(shelf.usable()).isEmpty();
        shelf.configured("{browser: {enabled: true}}");
        assertThat(shelf.usable()).containsExactly("tide");
    }

    @Test
    void the_configuration_switches_single_skills_off_by_their_key() throws IOException {
        needing("tide", "skillKey: sea");
        shelf.configured("{skills: {entries: {tide: {enabled: false}}}}");
        assertThat(shelf.usable()).containsExactly("tide");
        shelf.configured("{skills: {entries: {sea: {enabled: false}}}}");
        assertThat(shelf.usable()).isEmpty();
        assertThat(shelf.standing("tide").enabled()).isFalse();
    }

    @Test
    void only_bundled_skills_are_withheld_by_the_list_of_bundled_ones() throws IOException {
        shelf.skill(shelf.bundled(), "weather", "description: d");
        shelf.skill(shelf.bundled(), "disk", "description: d");
        needing("tide", "");
        assertThat(shelf.usable()).containsExactly("disk", "tide", "weather");
        shelf.configured("{skills: {allowBundled: ['disk']}}");
        assertThat(shelf.usable()).containsExactly("disk", "tide");
        shelf.configured("{skills: {allowBundled: []}}");
        assertThat(shelf.usable()).containsExactly("tide");
    }

    @Test
    void an_agents_list_replaces_the_common_one_and_an_empty_one_means_none() throws IOException {
        needing("tide", "");
        needing("soup", "");
        shelf.configured("{agents: {defaults: {skills: ['tide']}, entries: {main: {}, cook: {skills: ['soup']}, monk: {skills: []}}}}");
        assertThat(shelf.usable()).containsExactly("tide");
        assertThat(shelf.usable("cook")).containsExactly("soup");
        assertThat(shelf.usable("monk")).isEmpty();
        assertThat(shelf.desk.standing(shelf.agent("monk"))).allSatisfy(one -> assertThat(one.eligible()).isTrue());
    }
}
