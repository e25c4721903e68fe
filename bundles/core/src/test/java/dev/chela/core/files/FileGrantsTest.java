package dev.chela.core.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.api.fault.Denied;
import dev.chela.api.fault.Permanent;
import dev.chela.api.id.AgentId;
import dev.chela.api.id.SessionKey;
import dev.chela.core.FixedConfig;
import dev.chela.core.Houses;
import dev.chela.core.TestCall;
import dev.chela.core.sandbox.SandboxConfig;
import dev.chela.core.sandbox.SandboxConfig.Access;
import dev.chela.core.sandbox.SandboxConfig.Entry;
import dev.chela.core.sandbox.SandboxConfig.Mode;
import dev.chela.core.sandbox.SandboxConfig.Roster;
import dev.chela.core.sandbox.SandboxConfig.Wish;
import dev.chela.core.sandbox.Sandboxes;
import dev.chela.core.sandbox.internal.ConfiguredSandboxes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the paths that a model gives may lead. */
class FileGrantsTest {
    @TempDir
    private Path directory;
    private Path outside;
    private Houses house;
    private Path own;
    private Path others;

    @BeforeEach
    void furnish() throws IOException {
        Path root = Files.createDirectories(directory.toRealPath().resolve("state"));
        house = new Houses(root, Map.of("main", root.resolve("agents/main/workspace"), "work", directory.toRealPath().resolve("work")));
        own = Files.createDirectories(house.get(AgentId.MAIN).workspace());
        others = Files.createDirectories(house.get(new AgentId("work")).workspace());
        outside = Files.writeString(directory.toRealPath().resolve("letter"), "a letter");
        Files.writeString(others.resolve("diary"), "what work knows");
        Files.writeString(house.credentials().resolve("token"), "secret");
        Files.writeString(own.resolve("note"), "mine");
    }

    private dev.chela.api.grant.Files files(FsSettings fs, AgentFs own, Wish wish) {
        FixedConfig config = new FixedConfig(fs, own, new SandboxConfig(new Roster(new Entry(wish, null), null), null));
        ConfiguredSandboxes sandboxes = new ConfiguredSandboxes(config, house, house);
        FileGrants grants = new FileGrants(config, house, house, sandboxes, directory);
        TestCall call = new TestCall(this.own);
        Path place = sandboxes.of(AgentId.MAIN, call.session()).map(box -> box.directory()).orElse(this.own);
        return grants.grant(new TestCall(AgentId.MAIN, place, call.cancellation()));
    }

    private dev.chela.api.grant.Files free() {
        return files(new FsSettings(null), new AgentFs(null), null);
    }

    private dev.chela.api.grant.Files confined() {
        return files(new FsSettings(true), new AgentFs(null), null);
    }

    @Test
    void an_agent_that_is_not_confined_reaches_all_but_what_belongs_to_others() {
        assertThat(free().resolve(outside.toString())).isEqualTo(outside);
        assertThat(free().resolve("~/letter")).isEqualTo(outside);
        assertThatThrownBy(() -> free().readable(others.resolve("diary").toString())).isInstanceOf(Denied.class).hasMessageContaining("the agent 'work'");
        assertThatThrownBy(() -> free().readable("../../../../work/diary")).isInstanceOf(Denied.class);
        assertThatThrownBy(() -> free().resolve("../../../credentials/token")).isInstanceOf(Denied.class).hasMessageContaining("the state of the house");
        assertThatThrownBy(() -> free().readable(house.root().toString())).isInstanceOf(Denied.class);
        assertThatThrownBy(() -> free().readable("/proc/self/environ")).isInstanceOf(Denied.class).hasMessageContaining("a process");
        assertThatThrownBy(() -> free().readable("/proc/self/root" + others.resolve("diary"))).isInstanceOf(Denied.class).hasMessageContaining("the agent 'work'");
        assertThatThrownBy(() -> free().readable("/proc/self/cwd/../../../../../../../../.." + others.resolve("diary"))).isInstanceOf(Denied.class);
    }

    @Test
    void links_are_judged_by_where_they_lead() throws IOException {
        Files.createSymbolicLink(own.resolve("file"), others.resolve("diary"));
        Files.createSymbolicLink(own.resolve("folder"), others);
        Files.createSymbolicLink(own.resolve("twice"), Path.of("folder"));
        Files.createSymbolicLink(own.resolve("new"), others.resolve("absent"));
        Stream.of("file", "folder/diary", "twice/diary", "new", "folder/../work/diary", "twice/../state/credentials/token").forEach(path -> {
            assertThatThrownBy(() -> free().resolve(path)).as(path).isInstanceOf(Denied.class);
            assertThatThrownBy(() -> confined().readable(path)).as(path).isInstanceOf(Denied.class);
        });
    }

    @Test
    void who_is_confined_reaches_nothing_else_and_no_file_with_a_second_name() throws IOException {
        Files.createLink(own.resolve("linked"), others.resolve("diary"));
        assertThat(confined().resolve("note")).isEqualTo(own.resolve("note"));
        assertThatThrownBy(() -> confined().resolve(outside.toString())).isInstanceOf(Denied.class).hasMessageContaining("tools.fs.workspaceOnly");
        assertThatThrownBy(() -> confined().readable("linked")).isInstanceOf(Denied.class).hasMessageContaining("a hard link");
    }

    @Test
    void where_a_call_starts_changes_nothing_about_what_it_reaches() throws IOException {
        Path below = Files.createDirectory(own.resolve("below"));
        FileGrants free = new FileGrants(new FixedConfig(), house, house, Sandboxes.NONE, directory);
        dev.chela.api.grant.Files files = free.grant(new TestCall(below));
        assertThat(files.resolve("../note")).isEqualTo(own.resolve("note"));
        assertThat(files.resolve("new")).isEqualTo(below.resolve("new"));
        assertThatThrownBy(() -> files.resolve(others.resolve("diary").toString())).isInstanceOf(Denied.class);
        FileGrants confined = new FileGrants(new FixedConfig(new FsSettings(true)), house, house, Sandboxes.NONE, directory);
        assertThatThrownBy(() -> confined.grant(new TestCall(outside.getParent())).resolve("letter")).isInstanceOf(Denied.class);
    }

    @Test
    void a_directory_is_lent_only_by_who_reaches_it_to_who_reaches_it() throws IOException {
        FileGrants grants = new FileGrants(new FixedConfig(), house, house, Sandboxes.NONE, directory);
        TestCall call = new TestCall(own);
        Path below = Files.createDirectory(own.resolve("below"));
        AgentId work = new AgentId("work");
        SessionKey child = new SessionKey("agent:main:subagent:1");
        assertThat(grants.lent(call, "below", AgentId.MAIN, child)).isEqualTo(below);
        assertThat(grants.lent(call, directory.toRealPath().toString(), work, child)).isEqualTo(directory.toRealPath());
        assertThatThrownBy(() -> grants.lent(call, "below", work, child)).isInstanceOf(Denied.class);
        assertThatThrownBy(() -> grants.lent(call, others.toString(), work, child)).isInstanceOf(Denied.class);
        assertThatThrownBy(() -> grants.lent(call, "note", AgentId.MAIN, child)).isInstanceOf(Permanent.class).hasMessage("'note' is no directory");
    }

    @Test
    void an_agents_own_word_on_files_goes_before_the_houses() {
        AgentFs mine = new AgentFs(new AgentFs.Roster(Map.of("main", new AgentFs.Entry(new AgentFs.Own(new AgentFs.Wish(true))))));
        assertThatThrownBy(() -> files(new FsSettings(null), mine, null).resolve(outside.toString())).isInstanceOf(Denied.class);
        AgentFs free = new AgentFs(new AgentFs.Roster(Map.of("main", new AgentFs.Entry(new AgentFs.Own(new AgentFs.Wish(false))))));
        assertThat(files(new FsSettings(true), free, null).resolve(outside.toString())).isEqualTo(outside);
    }

    @Test
    void in_a_sandbox_there_is_its_own_directory_and_what_may_be_read_besides() throws IOException {
        dev.chela.api.grant.Files none = files(new FsSettings(null), new AgentFs(null), new Wish(Mode.ALL, null, null, null, null));
        assertThat(none.resolve("note")).isEqualTo(house.root().resolve("sandboxes/agent-main/note"));
        assertThat(none.resolve("~")).isEqualTo(house.root().resolve("sandboxes/agent-main"));
        assertThatThrownBy(() -> none.readable(own.resolve("note").toString())).isInstanceOf(Denied.class);
        assertThatThrownBy(() -> none.readable(outside.toString())).isInstanceOf(Denied.class).hasMessageContaining("in a sandbox");
        assertThatThrownBy(() -> none.readable("../agent-work/x")).isInstanceOf(Denied.class);
        dev.chela.api.grant.Files readOnly = files(new FsSettings(null), new AgentFs(null), new Wish(Mode.ALL, null, Access.RO, null, null));
        assertThat(readOnly.readable(own.resolve("note").toString())).isEqualTo(own.resolve("note"));
        assertThatThrownBy(() -> readOnly.resolve(own.resolve("note").toString())).isInstanceOf(Denied.class);
        assertThat(files(new FsSettings(null), new AgentFs(null), new Wish(Mode.ALL, null, Access.RW, null, null)).resolve("note")).isEqualTo(own.resolve("note"));
    }
}
