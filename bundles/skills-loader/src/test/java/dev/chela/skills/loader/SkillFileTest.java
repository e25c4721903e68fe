package dev.chela.skills.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.core.skill.Skill;
import dev.chela.core.skill.Skill.Needs;
import dev.chela.core.skill.Skill.Use;
import dev.chela.skills.loader.FrontMatter.Malformed;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SkillFileTest {
    private static Skill read(String front) throws Malformed {
        return whole("---\n" + front + "\n---\nDo it.\n");
    }

    private static Skill whole(String text) throws Malformed {
        return SkillFile.read(text, Path.of("/skills/tides/SKILL.md"), Skill.Source.WORKSPACE);
    }

    @Test
    void a_name_and_a_description_are_enough() throws Malformed {
        Skill skill = read("name: tide-table\ndescription: When the sea comes and goes");
        assertThat(skill.name()).isEqualTo("tide-table");
        assertThat(skill.key()).isEqualTo("tide-table");
        assertThat(skill.description()).isEqualTo("When the sea comes and goes");
        assertThat(skill.meta()).isEqualTo(Skill.Meta.NONE);
        assertThat(skill.use()).isEqualTo(Use.PLAIN);
    }

    @Test
    void without_a_name_the_folder_gives_it() throws Malformed {
        assertThat(read("description: Tides").name()).isEqualTo("tides");
    }

    @ParameterizedTest
    @ValueSource(strings = {"openclaw", "clawdbot", "moltbot", "chela"})
    void what_it_needs_stands_under_any_of_the_names_the_format_had(String name) throws Malformed {
        Skill skill = read("name: t\ndescription: d\nmetadata:\n  " + name + ":\n    os: [linux, darwin]\n    always: true\n    skillKey: sea\n"
                + "    emoji: W\n    primaryEnv: SEA_KEY\n    requires:\n      bins: [curl]\n      anyBins: [jq, python3]\n      env: [SEA_KEY]\n"
                + "      config: [channels.sea]");
        assertThat(skill.meta().needs()).isEqualTo(
                new Needs(List.of("linux", "darwin"), List.of("curl"), List.of("jq", "python3"), List.of("SEA_KEY"), List.of("channels.sea")));
        assertThat(skill.meta().always()).isTrue();
        assertThat(skill.key()).isEqualTo("sea");
        assertThat(skill.meta().primaryEnv()).isEqualTo("SEA_KEY");
    }

    @Test
    void metadata_may_be_json_within_the_yaml_with_commas_too_many() throws Malformed {
        Skill skill = read("""
                name: t
                description: d
                metadata:
                  {
                    "openclaw":
                      {
                        "requires": { "bins": ["gh"], },
                        "install": [
                            { "id": "brew", "kind": "brew", "formula": "gh", "bins": ["gh"], "label": "Install gh" },
                            { "kind": "node", "package": "gh-x", },
                          ],
                      },
                  }""");
        assertThat(skill.meta().needs().bins()).containsExactly("gh");
        assertThat(skill.meta().installers()).extracting(Skill.Installer::id).containsExactly("brew", "node-1");
        assertThat(skill.meta().installers().get(0).details()).containsEntry("formula", "gh");
        assertThat(skill.meta().installers().get(1).label()).isEqualTo("Install gh-x (node)");
    }

    @Test
    void metadata_may_be_one_line_of_json_and_a_text_of_json() throws Malformed {
        assertThat(read("name: t\ndescription: d\nmetadata: {\"clawdbot\":{\"requires\":{\"bins\":[\"a\"]}}}").meta().needs().bins()).containsExactly("a");
        assertThat(read("name: t\ndescription: d\nmetadata: '{\"openclaw\":{\"requires\":{\"bins\":[\"b\"]}}}'").meta().needs().bins()).containsExactly("b");
    }

    @ParameterizedTest
    @CsvSource({
        "user-invocable: false, false, true", "user-invocable: true, true, true", "disable-model-invocation: true, true, false",
        "disable-model-invocation: \"true\", true, false", "other: x, true, true"})
    void it_says_who_may_use_it(String line, boolean person, boolean model) throws Malformed {
        Use use = read("name: t\ndescription: d\n" + line).use();
        assertThat(use.byPerson()).isEqualTo(person);
        assertThat(use.byModel()).isEqualTo(model);
    }

    @Test
    void a_slash_may_call_a_tool() throws Malformed {
        assertThat(read("name: t\ndescription: d\ncommand-dispatch: tool\ncommand-tool: exec").use().tool()).isEqualTo("exec");
        assertThat(read("name: t\ndescription: d\ncommand-tool: exec").use().tool()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"description: Use it: now", "description: 'Use it: now'", "description: \"Use it: now\"", "description: >\n  Use it:\n  now"})
    void a_description_with_a_colon_is_understood_quoted_or_not(String line) throws Malformed {
        assertThat(read("name: t\n" + line).description()).isEqualTo("Use it: now");
    }

    @Test
    void what_it_needs_is_understood_although_another_line_is_no_yaml() throws Malformed {
        Skill skill = read("name: t\ndescription: Use it: now\nmetadata:\n  openclaw:\n    requires:\n      bins: [curl]\nuser-invocable: false");
        assertThat(skill.meta().needs().bins()).containsExactly("curl");
        assertThat(skill.use().byPerson()).isFalse();
    }

    @Test
    void carriage_returns_and_a_byte_order_mark_are_no_hindrance() throws Malformed {
        assertThat(whole("\uFEFF---\r\nname: t\r\ndescription: d\r\n---\r\nDo.\r\n").description()).isEqualTo("d");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "Just text. | 1 | front matter", "---\\nname: t\\n | 1 | front matter", "---\\nname: t\\n---\\n | 2 | description",
        "---\\nname: t\\nmetadata: [a\\n---\\n | 3 | no YAML", "---\\n- a\\n- b\\n---\\n | 2 | no list of keys"})
    void what_is_no_skill_says_in_which_line_and_why(String text, int line, String why) {
        assertThatThrownBy(() -> whole(text.replace("\\n", "\n"))).isInstanceOfSatisfying(Malformed.class, malformed -> {
            assertThat(malformed.getMessage()).contains(why);
            assertThat(malformed.line).isEqualTo(line);
        });
    }
}
