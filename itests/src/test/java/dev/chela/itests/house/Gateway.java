package dev.chela.itests.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The assembled distribution as a process of its own, started by its own launcher, in a home that nobody else has. */
public final class Gateway implements AutoCloseable {
    public static final String TOKEN = "itest-token-0123456789abcdef";
    public static final String API_KEY = "sk-itest-key-0123456789abcdef";
    /** These only tell a machine that is slow from a gateway that hangs; how long it should take stands in the benchmark. */
    private static final Duration STARTS_WITHIN = Duration.ofMinutes(3);
    private static final Duration STOPS_WITHIN = Duration.ofSeconds(30);
    private static final Pattern LISTENING = Pattern.compile("listening on (wss?://\\S+)");
    private static final Pattern LINK = Pattern.compile("https?://\\S+#ticket=\\S+");
    private static final Path ROOT = Path.of(System.getProperty("chela.root")).toAbsolutePath().normalize();
    private static final Path SCRATCH = Path.of(System.getProperty("chela.scratch"));

    private final Path home;
    private final Jdk jdk;
    private final GatewayLog log;
    private final Function<Path, List<String>> under;
    private Process process;
    private URI url;

    private Gateway(Path home, Jdk jdk, Function<Path, List<String>> under) {
        this.home = home;
        this.jdk = jdk;
        this.under = under;
        this.log = new GatewayLog(home.resolve("logs/chela.log"));
        launch();
    }

    /** With the settings that most tests want. @param model the base URL of an OpenAI-compatible server */
    public static Gateway start(URI model) {
        return start(settings(model), Jdk.ofTheBuild());
    }

    public static Gateway start(String settings, Jdk jdk) {
        return start(settings, jdk, home -> List.of());
    }

    /** @param under asked at each start for what goes before the command, a tracer say; what it becomes must be the gateway in the end */
    public static Gateway start(String settings, Jdk jdk, Function<Path, List<String>> under) {
        return new Gateway(home(settings), jdk, under);
    }

    /** OpenClaw's key names, any free port, and no reset at four, when a test may just be running. A proxy at this machine may say for whom it asks, so that a test can come from elsewhere. */
    public static String settings(URI model) {
        return """
                {
                  gateway: { port: 0, bind: "loopback", trustedProxies: ["127.0.0.1"], auth: { mode: "token", token: "%s" } },
                  models: { providers: { fake: {
                    baseUrl: "%s", apiKey: "%s", api: "openai-completions",
                    models: [
                      { id: "fake-1", name: "fake-1", contextWindow: 200000, maxTokens: 8192 },
                      { id: "fake-2", name: "fake-2", contextWindow: 200000, maxTokens: 8192 },
                    ] } } },
                  agents: { defaults: { model: { primary: "fake/fake-1" } } },
                  tools: { exec: { security: "full", ask: "off" } },
                  session: { reset: { mode: "off" } },
                }
                """.formatted(TOKEN, model, API_KEY);
    }

    /** The same for more words than a day allows, an agent and the house. */
    public static String endless(String settings) {
        return settings.replace("agents: { defaults: {", "budget: { day: { tokens: 0 } }, agents: { defaults: { budget: { day: { tokens: 0 } },");
    }

    private void launch() {
        log.boots();
        process = spawn("gateway", "run");
        boolean listens = false;
        try {
            awaitListening();
            listens = true;
        } finally {
            if (!listens) {
                process.destroyForcibly();
            }
        }
    }

    private void awaitListening() {
        awaitOrEnd("listens", () -> listening().find());
        Matcher at = listening();
        assertThat(at.find()).isTrue();
        url = URI.create(at.group(1));
    }

    private void awaitOrEnd(String what, BooleanSupplier condition) {
        Until.holds(STARTS_WITHIN, () -> "a gateway that " + what + ": " + log.sinceBoot() + said(), () -> {
            if (!process.isAlive()) {
                throw new AssertionError("the gateway ended with " + process.exitValue() + ": " + log.sinceBoot() + said());
            }
            return condition.getAsBoolean();
        });
    }

    private Matcher listening() {
        return LISTENING.matcher(log.sinceBoot());
    }

    /** The launcher with this home; its words go to a file beside the home. */
    private Process spawn(String... command) {
        try {
            ProcessBuilder launcher = launcher(command);
            launcher.command().addAll(0, under.apply(home));
            return launcher.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(out())).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public ProcessBuilder launcher(String... command) {
        return launcher(home, jdk, command);
    }

    /** A home that holds nothing but its settings. */
    public static Path home(String settings) {
        try {
            Files.createDirectories(SCRATCH);
            Path home = Files.createTempDirectory(SCRATCH, "home").toRealPath();
            Files.writeString(home.resolve("chela.json5"), settings);
            return home;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static ProcessBuilder launcher(Path home, Jdk jdk, String... command) {
        ProcessBuilder builder = new ProcessBuilder(ROOT.resolve("chela").toString());
        builder.command().addAll(List.of(command));
        builder.environment().keySet().removeIf(name -> name.startsWith("CHELA_") || name.endsWith("_API_KEY"));
        builder.environment().putAll(Map.of(
                "CHELA_HOME", home.toString(), "CHELA_BUILD", "never",
                "CHELA_CACHE", SCRATCH.resolve("cache").toAbsolutePath().toString(), "JAVA_HOME", jdk.home().toString()));
        return builder;
    }

    private File out() {
        return home.resolveSibling(home.getFileName() + ".out").toFile();
    }

    private String said() {
        try {
            return out().exists() ? new String(Files.readAllBytes(out().toPath()), StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The one-time link to WebChat that was printed last. */
    public URI link() {
        Until.holds(STARTS_WITHIN, () -> "a printed link: " + said(), () -> LINK.matcher(said()).find());
        return URI.create(LINK.matcher(said()).results().reduce((before, last) -> last).orElseThrow().group());
    }

    public Path home() {
        return home;
    }

    /**
     * Puts a jar into {@code deploy/}, in one piece, in place of what has its name there.
     *
     * @return where it lies
     */
    public Path drop(String name, byte[] jar) {
        try {
            Path beside = Files.write(home.resolve(name + ".part"), jar);
            return Files.move(beside, home.resolve("deploy").resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param more a query or a fragment; empty for neither */
    public URI page(String more) {
        return URI.create(url.toString().replaceFirst("^ws", "http") + "/" + more);
    }

    public URI url() {
        return url;
    }

    public GatewayLog log() {
        return log;
    }

    public ProcessHandle process() {
        return process.toHandle();
    }

    public Wire connect() {
        return Wire.connect(url, TOKEN);
    }

    /** @param scope the only one; empty for none at all */
    public Wire connectWith(String scope) {
        return scope.isEmpty() ? Wire.connect(url, TOKEN, new String[0]) : Wire.connect(url, TOKEN, new String[] {scope});
    }

    /** For a gateway whose settings name no token. */
    public Wire connectByItsOwnToken() {
        try {
            return Wire.connect(url, Files.readString(home.resolve("credentials/gateway-token")).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code kill -9}. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** After {@link #kill} or {@link #stop}. */
    public void start() {
        launch();
    }

    /** {@code kill -9} of one that starts, so many nanoseconds after it has come so far; of one that listens at the latest. */
    public void startAndKill(BooleanSupplier soFar, long later) {
        log.boots();
        process = spawn("gateway", "run");
        try {
            awaitOrEnd("has come so far", () -> soFar.getAsBoolean() || listening().find());
            LockSupport.parkNanos(later);
        } finally {
            kill();
        }
    }

    /** SIGTERM, and what every end must be: soon, complete, and without a bad word in the log. */
    public void stop() {
        end(process::destroy);
    }

    /** Ctrl-C. Heeded by one that was started under {@code env --default-signal=INT}, since what a shell starts in the background ignores it. */
    public void interrupt() {
        end(() -> {
            try {
                new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())).inheritIO().start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private void end(Runnable signal) {
        List<ProcessHandle> children = process.descendants().toList();
        signal.run();
        awaitEnd();
        Until.holds("every child of the gateway has ended: " + children, () -> children.stream().noneMatch(ProcessHandle::isAlive));
        log.assertHealthy();
        assertThat(said()).doesNotContain(TOKEN, API_KEY, "Exception", "\tat ", "[error]", "WARNING");
    }

    private void awaitEnd() {
        try {
            assertThat(process.waitFor(STOPS_WITHIN.toMillis(), TimeUnit.MILLISECONDS))
                    .as("the gateway ends within %s", STOPS_WITHIN).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted while the gateway ended", e);
        }
    }

    /** The home goes when all was well, and stays for whoever has to find out why not. */
    @Override
    public void close() {
        try {
            if (process.isAlive()) {
                stop();
            }
            Homes.delete(home);
            Homes.delete(out().toPath());
        } finally {
            process.destroyForcibly();
        }
    }
}
