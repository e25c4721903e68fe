package dev.chela.testkit.tool;

import dev.chela.api.grant.Questions;
import dev.chela.api.id.AgentId;
import dev.chela.api.id.SessionKey;
import dev.chela.api.tool.Content;
import dev.chela.api.tool.Tool;
import dev.chela.api.tool.ToolCall;
import dev.chela.api.tool.ToolResult;
import dev.chela.core.files.FileGrants;
import dev.chela.core.files.FsSettings;
import dev.chela.core.guest.GrantSource;
import dev.chela.core.guest.Guest;
import dev.chela.core.guest.GuestBook;
import dev.chela.core.home.Home;
import dev.chela.core.files.AgentFs;
import dev.chela.core.process.AgentExec;
import dev.chela.core.process.Clearance;
import dev.chela.core.process.ExecSettings;
import dev.chela.core.process.ProcessHost;
import dev.chela.core.sandbox.Bubblewrap;
import dev.chela.core.sandbox.Sandboxes;
import dev.chela.core.task.CancelSource;
import dev.chela.core.task.SystemClock;
import dev.chela.core.tool.Powers;
import dev.chela.core.tool.Asker;
import dev.chela.core.tool.ToolRegistry;
import dev.chela.core.tool.ToolRequest;
import dev.chela.core.tool.Tools;
import dev.chela.core.tool.ToolsSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Calls tools as the gateway would, without a framework: the real registry, real files and processes, and the powers that the
 * tool's manifest declares. Close it.
 */
public final class ToolBench implements AutoCloseable {
    private final List<String> progress = Collections.synchronizedList(new ArrayList<>());
    private final SystemClock clock = new SystemClock();
    private final GuestBook guests = new GuestBook();
    private final Path workspace;
    private final ProcessHost processes;
    private final FileGrants files;
    private final ToolRegistry tools;
    private CancelSource cancellation = new CancelSource();
    private long order;

    /** With nothing configured. */
    public ToolBench(Path directory) {
        this(directory, ExecSettings.defaults(), new FsSettings(null));
    }

    public ToolBench(Path directory, ExecSettings exec, FsSettings fs) {
        Settings settings = new Settings(Map.of(ExecSettings.class, exec, FsSettings.class, fs,
                ToolsSettings.class, ToolsSettings.NONE, AgentExec.class, new AgentExec(null), AgentFs.class, new AgentFs(null)));
        this.workspace = make(directory.resolve("workspace"));
        Place home = new Place(make(directory.resolve("home")));
        this.processes = new ProcessHost(settings, home, clock, Clearance.NONE, Sandboxes.NONE, new Bubblewrap());
        this.files = new FileGrants(settings, home, new Alone(workspace), Sandboxes.NONE);
        this.tools = new ToolRegistry(guests, settings, Sandboxes.NONE);
        tools.bindGrant(processes);
        tools.bindGrant(files);
    }

    private record Place(Path root) implements Home {
        @Override
        public Path directory(String relative) {
            return make(root.resolve(relative));
        }
    }

    private static Path make(Path directory) {
        try {
            return Files.createDirectories(directory).toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Offers a tool with the powers in its manifest. */
    public ToolBench with(Tool<?> tool) {
        order++;
        tools.add(tool, new Guest(order, tool.getClass().getPackageName(), "1"), Powers.ofHeader(Manifest.of(tool).require()), order);
        return this;
    }

    /** Answers what tools ask the person of the conversation. */
    public ToolBench person(Questions person) {
        return grants(Questions.class, person);
    }

    /** Has this power to grant, the same for every call. */
    public <G> ToolBench grants(Class<G> power, G given) {
        tools.bindGrant(new Standing<>(power, given));
        return this;
    }

    private record Standing<G>(Class<G> power, G given) implements GrantSource<G> {
        @Override
        public G grant(ToolCall call) {
            return given;
        }
    }

    /** Calls and waits. */
    public ToolResult call(String tool, String arguments) throws InterruptedException {
        return tools.run(new ToolRequest("call-" + System.nanoTime(), tool, arguments,
                new ToolRequest.Whose(new SessionKey("agent:main:main"), AgentId.MAIN, workspace, Asker.OWNER),
                cancellation, progress::add, 64_000, Duration.ofSeconds(60)));
    }

    /** The text of a result. */
    public static String text(ToolResult result) {
        return result.content().stream()
                .map(part -> part instanceof Content.Text text ? text.text() : "[" + part.getClass().getSimpleName() + "]")
                .collect(Collectors.joining());
    }

    public Path workspace() {
        return workspace;
    }

    public Tools tools() {
        return tools;
    }

    public List<String> progress() {
        return progress;
    }

    /** The token of the calls from now on. */
    public CancelSource cancellation() {
        return cancellation;
    }

    public void renewCancellation() {
        cancellation = new CancelSource();
    }

    @Override
    public void close() {
        tools.close();
        files.close();
        processes.close();
        guests.close();
        clock.close();
    }
}
