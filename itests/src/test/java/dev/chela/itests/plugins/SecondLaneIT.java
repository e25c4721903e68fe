package dev.chela.itests.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.tool.Tool;
import dev.chela.itests.house.AuthorKey;
import dev.chela.itests.house.Children;
import dev.chela.itests.house.CommandLine;
import dev.chela.itests.house.OneHouse;
import dev.chela.itests.house.Repacked;
import dev.chela.itests.house.SamplePlugin;
import dev.chela.itests.house.Until;
import dev.chela.itests.sample.Prowler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plugins that nobody vouches for, under a policy that requires it: in processes of their own, behind walls. */
class SecondLaneIT extends OneHouse {
    private static final Repacked DICE = Repacked.of("examples/tool-dice");
    private static final SamplePlugin PROWLER = new SamplePlugin(Prowler.class, Tool.class, "chela.tool;name=prowl", "dev.chela.api.tool");

    @TempDir
    private static Path keys;

    @Override
    protected String settings() {
        return super.settings().replace("tools: {", "plugins: { trust: { policy: \"require\" } },\n  tools: {");
    }

    @Test
    void the_dice_run_in_a_process_of_their_own_and_are_used_overwritten_killed_brought_back_and_deleted() throws Exception {
        gateway.drop("dice.jar", DICE.version("1.0.0"));
        Until.holds("they roll", this::rolls);
        assertThat(state().path("description").asText()).isEqualTo("Brings tool dice. Wants nothing. Runs in a process of its own, in a sandbox.");
        assertThat(wire.call("tools.catalog", "{}").toString()).contains("\"dice\"");
        assertThat(wire.call("plugins.top", "{}").path("plugins").toString()).contains("in a process of its own, in a sandbox");
        assertThat(new CommandLine(gateway).console("chela:plugins").words()).contains("dice.jar runs in a process of its own, in a sandbox");
        List<ProcessHandle> first = children();
        assertThat(first).isNotEmpty();

        gateway.drop("dice.jar", DICE.version("1.1.0"));
        Until.holds("the newer ones are in place", () -> state().path("version").asText().equals("1.1.0"));
        assertThat(rolls()).isTrue();
        Until.holds("the older ones are gone", () -> first.stream().noneMatch(ProcessHandle::isAlive));

        children().forEach(ProcessHandle::destroyForcibly);
        assertThat(rolls()).as("the next call").isTrue();
        assertThat(children()).isNotEmpty();

        wire.close();
        gateway.stop();
        assertThat(children()).isEmpty();
        gateway.start();
        wire = gateway.connect();
        Until.holds("they roll again", this::rolls);
        assertThat(state().path("description").asText()).contains("in a process of its own");

        List<ProcessHandle> orphans = children();
        wire.close();
        gateway.kill();
        Until.holds("nobody outlives a gateway that was killed", () -> orphans.stream().noneMatch(ProcessHandle::isAlive));
        gateway.start();
        wire = gateway.connect();
        Until.holds("they roll once more", this::rolls);

        Files.delete(gateway.home().resolve("deploy/dice.jar"));
        Until.holds("they are gone", () -> !rolls() && children().isEmpty());
    }

    @Test
    void a_plugin_of_a_stranger_reads_nothing_of_the_gateway_and_reaches_no_port_and_would_in_the_gateway_itself() throws Exception {
        gateway.drop("prowler.jar", PROWLER.jar("1.0.0"));
        Until.holds("it runs", () -> !prowl().isEmpty());
        assertThat(prowl()).isEqualTo("no such file; no such port; token unknown");

        AuthorKey author = new AuthorKey(keys);
        wire.call("plugins.trust.add", "{\"path\":\"" + author.certificate() + "\"}");
        gateway.drop("prowler.jar", author.signAndSpoil(PROWLER.jar("1.1.0")));
        Until.holds("what was changed is refused also here", () -> wire.call("plugins.list", "{}").path("diagnostics").toString().contains("its signature is broken"));
        gateway.drop("prowler.jar", author.sign(PROWLER.jar("1.1.0")));
        Until.holds("whom one trusts is in the house", () -> prowl().startsWith("read "));
        assertThat(prowl()).contains("; reached the port; ");
        Files.delete(gateway.home().resolve("deploy/prowler.jar"));
        Until.holds("it is gone", () -> prowl().isEmpty());
    }

    private boolean rolls() {
        return wire.converse(session, "tool dice {}", fresh("run")).matches("1d6: \\d");
    }

    /** What it found; empty while it is not there. */
    private String prowl() {
        String order = "{\"file\":\"" + gateway.home().resolve("chela.json5") + "\",\"port\":" + gateway.url().getPort() + "}";
        String said = wire.converse(session, "tool prowl " + order, fresh("run"));
        return said.contains("; token ") ? said : "";
    }

    private JsonNode state() {
        for (JsonNode plugin : wire.call("plugins.list", "{}").path("plugins")) {
            if (plugin.path("id").asText().equals(DICE.id())) {
                return plugin;
            }
        }
        return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
    }

    /** Of this gateway: others may run on the machine. */
    private List<ProcessHandle> children() {
        return Children.of(gateway).filter(process -> Children.names(process, "dev.chela.core.annex.child.Main")).toList();
    }
}
