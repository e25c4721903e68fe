package dev.chela.testkit.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** The browser's process, with a profile of its own that goes when it goes. */
final class Chromium implements AutoCloseable {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome");
    /** Nothing that would ask a server for anything: a test must not depend on a network, nor disturb one. */
    private static final List<String> FLAGS = List.of("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage",
            "--no-first-run", "--no-default-browser-check", "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--disable-default-apps", "--disable-extensions", "--disable-features=Translate,OptimizationHints,MediaRouter", "--mute-audio",
            "--hide-scrollbars", "--no-proxy-server", "--remote-debugging-port=0");
    private static final String LISTENING = "DevTools listening on ";
    private static final int START_SECONDS = 120;
    private static final int END_SECONDS = 5;

    private final Process process;
    private final Path profile;
    private final CompletableFuture<URI> address = new CompletableFuture<>();

    private Chromium(Process process, Path profile) {
        this.process = process;
        this.profile = profile;
    }

    static Optional<Path> installed() {
        var named = Stream.ofNullable(System.getenv("CHELA_BROWSER")).map(Path::of);
        var path = Objects.requireNonNullElse(System.getenv("PATH"), "").split(File.pathSeparator);
        var found = NAMES.stream().flatMap(name -> Arrays.stream(path).map(folder -> Path.of(folder, name)));
        return Stream.concat(named, found).filter(Files::isExecutable).findFirst();
    }

    static Chromium start() {
        var program = installed().orElseThrow(() -> new BrowserFault("no browser: install Chromium, or name one in CHELA_BROWSER"));
        try {
            var profile = Files.createTempDirectory("chela-browser");
            var command = new ArrayList<>(List.of(program.toString()));
            command.addAll(FLAGS);
            command.add("--user-data-dir=" + profile);
            command.add("about:blank");
            var process = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            var started = new Chromium(process, profile);
            var reader = new Thread(started::listen, "chromium-log");
            reader.setDaemon(true);
            reader.start();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException("starting " + program, e);
        }
    }

    URI address() {
        try {
            return address.get(START_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new BrowserFault("the browser did not say where it listens within " + START_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrowserFault("interrupted while the browser started", e);
        }
    }

    /** Reads on after the address has come: a full pipe would stop the browser. */
    private void listen() {
        var last = new ArrayList<String>();
        try (var log = new BufferedReader(new InputStreamReader(process.getErrorStream(), UTF_8))) {
            for (var line = log.readLine(); line != null; line = log.readLine()) {
                if (line.startsWith(LISTENING)) {
                    address.complete(URI.create(line.substring(LISTENING.length()).strip()));
                } else if (!address.isDone()) {
                    last.add(line);
                }
            }
            address.completeExceptionally(new BrowserFault("the browser ended: " + last));
        } catch (IOException e) {
            address.completeExceptionally(e);
        }
    }

    @Override
    public void close() {
        var family = Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
        family.forEach(ProcessHandle::destroyForcibly);
        var gone = CompletableFuture.allOf(family.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new));
        gone.completeOnTimeout(null, END_SECONDS, TimeUnit.SECONDS).join();
        remove(profile.toFile());
    }

    /** What a dying process took away itself meanwhile need not be removed. */
    private static void remove(File file) {
        if (!Files.isSymbolicLink(file.toPath())) {
            Stream.ofNullable(file.listFiles()).flatMap(Arrays::stream).forEach(Chromium::remove);
        }
        file.delete();
    }
}
