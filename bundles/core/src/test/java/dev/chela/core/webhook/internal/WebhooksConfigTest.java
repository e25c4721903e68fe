package dev.chela.core.webhook.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.core.webhook.WebhookMapping;
import dev.chela.core.webhook.WebhooksConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhooksConfigTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            enabled: true                                                        | hooks.token
            enabled: true, token: "undefined"                                    | hooks.token
            path: "/"                                                            | root
            presets: ["gmail"]                                                   | github and json
            presets: ["github"]                                                  | hooks.github.secret
            presets: ["github"], github: { secret: "" }                          | hooks.github.secret
            mappings: [{ match: { path: "agent" } }]                             | its own meaning
            mappings: [{ transform: { module: "a.js" } }]                        | JavaScript
            mappings: [{ forEach: "items" }]                                     | [*]
            mappings: [{ wakeMode: "next-heartbeat" }]                           | action wake
            mappings: [{ signature: "github" }]                                  | secret
            mappings: [{ signature: "standard", secret: "whsec_?" }]             | base64
            mappings: [{ messageTemplate: "{{a b}}" }]                           | {{a b}}
            mappings: [{ sessionKey: "{{payload.key}}" }]                        | begin with hook:
            mappings: [{ action: "dance" }]                                      | dance
            mappings: [{ match: { path: "a" } }, { match: { path: "a" }, signature: "github", secret: "s" }] | path 'a'
            """)
    void what_cannot_be_meant_is_named_and_nothing_is_on(String hooks, String named) {
        assertThat(HooksFile.fault(hooks)).contains(named);
    }

    @Test
    void presets_are_mappings_whose_words_can_be_changed() {
        WebhooksConfig config = HooksFile.read("""
                path: "hooks/in/", presets: ["github", "json"],
                github: { secret: "s", match: { path: "gh", events: ["push"] }, name: "Forge", channel: "telegram", to: "me" },
                json: { secret: "t" }, mappings: [{ match: { path: "ci" }, messageTemplate: "{{payload.text}}" }]""");
        assertThat(config.path()).isEqualTo("/hooks/in");
        assertThat(config.mappings()).extracting(WebhookMapping::title).containsExactly("ci", "github", "json");
        WebhookMapping github = config.at("gh").get(0);
        assertThat(github.name()).isEqualTo("Forge");
        assertThat(github.messageTemplate()).contains("NO_REPLY");
        assertThat(config.at("github")).isEmpty();
    }

    @Test
    void on_a_signed_path_no_mapping_of_all_paths_listens() {
        WebhooksConfig config = HooksFile.read("""
                mappings: [{ id: "any", match: { source: "ci" } }, { id: "sealed", match: { path: "s" }, signature: "github", secret: "s" },
                  { id: "open", match: { path: "o" } }]""");
        assertThat(config.at("s")).extracting(WebhookMapping::title).containsExactly("sealed");
        assertThat(config.at("o")).extracting(WebhookMapping::title).containsExactly("any", "open");
        assertThat(config.at("elsewhere")).extracting(WebhookMapping::title).containsExactly("any");
    }
}
