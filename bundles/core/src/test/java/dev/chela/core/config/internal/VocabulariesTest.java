package dev.chela.core.config.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.task.Cancellation.Registration;
import dev.chela.core.channel.ChannelsConfig;
import dev.chela.core.config.Config.Issue;
import dev.chela.core.config.Config.Live;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys below a plugin's own, which only the plugin knows. */
class VocabulariesTest {
    private static final String GOOD = "{\n  channels: { pigeon: {\n    loft: 'north',\n    accounts: { home: {} } } }\n}\n";
    private static final Set<String> KEYS = Set.of("loft", "linkPreview", "accounts");

    @TempDir
    Path root;

    private Bench bench;

    @BeforeEach
    void begin() {
        bench = new Bench(root);
    }

    @AfterEach
    void end() throws IOException {
        bench.close();
    }

    private FileConfig open() {
        FileConfig config = bench.open();
        config.section("", ChannelsConfig.class);
        config.judge();
        return config;
    }

    private static List<String> lines(List<Issue> issues) {
        return issues.stream().map(issue -> issue.line() + " " + issue.path() + ": " + issue.message()).toList();
    }

    @Test
    void a_key_that_the_plugin_does_not_know_is_refused_by_line_with_the_nearest_one() {
        bench.file(GOOD);
        FileConfig config = open();
        Live<ChannelsConfig> channels = config.section("", ChannelsConfig.class);
        config.vocabulary("channels.pigeon", "channels.pigeon", KEYS);
        config.vocabulary("channels.pigeon.accounts.*", "channels.pigeon", Set.of("loft", "linkPreview"));
        bench.file(GOOD.replace("loft: 'north'", "loft: 'south', linkpreviews: true").replace("home: {}", "home: { loftt: 'east' }"));
        config.reload();
        assertThat(lines(config.current().issues())).containsExactly(
                "3 channels.pigeon.linkpreviews: is not a key that may stand here; did you mean \"linkPreview\"?",
                "4 channels.pigeon.accounts.home.loftt: is not a key that may stand here; did you mean \"loft\"?");
        assertThat(channels.get().account("pigeon", "home").orElseThrow().settings()).containsEntry("loft", "north");
        bench.file(GOOD.replace("north", "west"));
        config.reload();
        assertThat(config.current().valid()).isTrue();
        assertThat(channels.get().account("pigeon", "home").orElseThrow().settings()).containsEntry("loft", "west");
    }

    @Test
    void a_key_of_openclaws_is_a_warning_that_says_what_it_would_do() {
        bench.file(GOOD.replace("home: {}", "home: { mediaMaxMb: 5 }"));
        FileConfig config = open();
        config.vocabulary("channels.pigeon", "channels.pigeon", KEYS);
        config.vocabulary("channels.pigeon.accounts.*", "channels.pigeon", Set.of("loft"));
        assertThat(config.current().issues()).isEmpty();
        assertThat(lines(config.current().warnings())).singleElement().asString()
                .contains("4 channels.pigeon.accounts.home.mediaMaxMb").contains("would limit the size of files");
    }

    @Test
    void a_plugin_that_comes_late_changes_nothing_and_shows_what_does_not_belong_until_it_goes() {
        bench.file(GOOD);
        FileConfig config = open();
        Live<ChannelsConfig> channels = config.section("", ChannelsConfig.class);
        Registration words = config.vocabulary("channels.pigeon", "channels.pigeon", Set.of("accounts"));
        assertThat(lines(config.current().issues())).singleElement().asString().contains("channels.pigeon.loft");
        assertThat(channels.get().account("pigeon", "home").orElseThrow().settings()).containsEntry("loft", "north");
        Registration newer = config.vocabulary("channels.pigeon", "channels.pigeon", KEYS);
        assertThat(config.current().issues()).as("a newer generation knows it").isEmpty();
        newer.close();
        words.close();
        assertThat(config.current().issues()).isEmpty();
    }

    @Test
    void after_a_restart_with_such_a_key_the_last_good_file_is_in_force() {
        bench.file(GOOD);
        open();
        bench.file(GOOD.replace("loft:", "lofft:"));
        FileConfig again = bench.open();
        Live<ChannelsConfig> channels = again.section("", ChannelsConfig.class);
        again.vocabulary("channels.pigeon", "channels.pigeon", KEYS);
        again.judge();
        assertThat(channels.get().account("pigeon", "home").orElseThrow().settings()).containsEntry("loft", "north");
    }
}
