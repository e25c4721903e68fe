package dev.chela.itests.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.id.AgentId;
import dev.chela.api.id.SessionKey;
import dev.chela.core.plugin.Plugins;
import dev.chela.core.task.CancelSource;
import dev.chela.core.tool.Asker;
import dev.chela.core.tool.ToolRequest;
import dev.chela.core.tool.Tools;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import javax.inject.Inject;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;

/** A jar in {@code deploy/} becomes a bundle beside the others, and leaves no bundle behind. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class HotPlugIT {
    private static final Path DICE = Path.of(
            System.getProperty("chela.root"), "examples/tool-dice/target/tool-dice-" + System.getProperty("chela.version") + ".jar");

    private final Path deploy = Path.of(System.getProperty("chela.deploy", ""));

    @Inject
    private BundleContext framework;

    @Inject
    private Tools tools;

    @Inject
    private Plugins plugins;

    @Configuration
    public Option[] configuration() throws Exception {
        return Boot.with("{}");
    }

    @Test
    public void a_jar_is_a_tool_while_it_lies_in_deploy() throws IOException {
        var before = names();

        drop(DICE, "dice.jar");
        Until.holds("dice is installed", () -> !plugins.list().isEmpty());
        assertThat(tools.find("dice")).isPresent();
        assertThat(plugins.list()).singleElement().satisfies(plugin -> {
            assertThat(plugin.works()).as(plugin.problem()).isTrue();
            assertThat(framework.getBundle(plugin.bundle()).getState()).isEqualTo(Bundle.ACTIVE);
        });

        Files.delete(deploy.resolve("dice.jar"));
        Until.holds("dice is withdrawn", () -> plugins.list().isEmpty());
        assertThat(tools.find("dice")).isEmpty();
        assertThat(names()).isEqualTo(before);
    }

    @Test
    public void memory_can_be_taken_away_and_brought_back_and_leaves_no_class_loader() throws Exception {
        var memory = Arrays.stream(framework.getBundles())
                .filter(each -> each.getSymbolicName().equals("dev.chela.tool-memory")).findFirst().orElseThrow();
        var level = memory.adapt(BundleStartLevel.class).getStartLevel();
        assertThat(found()).contains("Halcyon");
        var old = new WeakReference<>(memory.adapt(BundleWiring.class).getClassLoader());

        memory.uninstall();
        assertThat(tools.find("memory_search")).isEmpty();
        framework.getBundle(0).adapt(FrameworkWiring.class).refreshBundles(List.of(memory));
        Until.holds("the class loader is gone", () -> {
            System.gc();
            return old.get() == null;
        });

        var again = framework.installBundle(memory.getLocation());
        again.adapt(BundleStartLevel.class).setStartLevel(level);
        again.start();
        assertThat(found()).contains("Halcyon");
    }

    private String found() throws Exception {
        var workspace = Files.createDirectories(Path.of(System.getProperty("chela.home"), "agents/main/workspace"));
        Files.writeString(workspace.resolve("MEMORY.md"), "The boat is called Halcyon.");
        return tools.run(new ToolRequest("call-" + System.nanoTime(), "memory_search", "{\"query\": \"boat\"}",
                new ToolRequest.Whose(new SessionKey("agent:main:main"), AgentId.MAIN, workspace, Asker.OWNER),
                new CancelSource(), line -> { }, 10_000, Duration.ofSeconds(30))).content().toString();
    }

    @Test
    public void what_is_no_bundle_is_refused_and_disturbs_nothing() throws IOException {
        var before = names();
        var text = Files.writeString(Files.createTempFile(deploy.getParent(), "not-a", ".tmp"), "not a jar");

        drop(text, "broken.jar");
        Until.holds("broken.jar is refused", () -> !plugins.refused().isEmpty());

        assertThat(plugins.refused()).singleElement().satisfies(refused -> {
            assertThat(refused.file()).isEqualTo("broken.jar");
            assertThat(refused.reason()).isNotBlank();
        });
        assertThat(names()).isEqualTo(before);
        Files.delete(deploy.resolve("broken.jar"));
        Until.holds("nobody speaks of broken.jar", () -> plugins.refused().isEmpty());
    }

    /** As people should: complete, under another name, and then renamed. */
    private void drop(Path jar, String name) throws IOException {
        var beside = Files.copy(jar, deploy.getParent().resolve(name + ".part"), StandardCopyOption.REPLACE_EXISTING);
        Files.move(beside, deploy.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private List<String> names() {
        return Arrays.stream(framework.getBundles()).map(Bundle::getSymbolicName).sorted().toList();
    }
}
