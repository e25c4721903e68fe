package dev.chela.core.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Puts commands into a sandbox with bubblewrap ({@code bwrap}): namespaces of their own for files, processes, and the network unless
 * it is granted. Of the machine there are its programs and the few files of {@code /etc} that they need; of Chela's state and of
 * people's homes there is nothing but what the sandbox is given. It needs user namespaces, or root, which bubblewrap does without them.
 */
@Component(service = Bubblewrap.class)
public final class Bubblewrap {
    private static final List<String> LINKED = List.of("/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32");
    private static final List<String> ETC = List.of("alternatives", "ca-certificates", "hosts", "group", "java-17-openjdk", "ld.so.cache",
            "ld.so.conf", "ld.so.conf.d", "localtime", "mime.types", "nsswitch.conf", "passwd", "pki", "protocols", "resolv.conf", "services",
            "ssl", "terminfo", "timezone");
    private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    private static final List<String> KEPT = List.of("LANG", "LANGUAGE", "LC_ALL", "LC_CTYPE", "TZ", "TERM");
    private static final int PATIENCE_SECONDS = 10;

    private final Map<String, String> environment;
    private volatile boolean works;

    @Activate
    public Bubblewrap() {
        this(System.getenv());
    }

    /** @param environment whose PATH is searched */
    public Bubblewrap(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Why no sandbox can be made here, and what to do; empty when one was made. Starts a program, until one attempt succeeded. */
    public Optional<String> trouble() {
        if (works) {
            return Optional.empty();
        }
        Optional<String> program = program();
        if (program.isEmpty()) {
            return Optional.of("bubblewrap (bwrap) is not installed; install the package \"bubblewrap\"");
        }
        Optional<String> trouble = attempt(program.get());
        works = trouble.isEmpty();
        return trouble;
    }

    private static Optional<String> attempt(String program) {
        try {
            List<String> line = new ArrayList<>(walls(program, false));
            line.addAll(List.of("--", "/bin/sh", "-c", ":"));
            Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.of(program + " did not end within " + PATIENCE_SECONDS + " seconds");
            }
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.exitValue() == 0 ? Optional.empty()
                    : Optional.of(program + " cannot make a sandbox here: " + said + "; it needs user namespaces"
                            + " (kernel.unprivileged_userns_clone, user.max_user_namespaces), or root");
        } catch (IOException e) {
            return Optional.of(program + " cannot be started: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted while " + program + " was tried");
        }
    }

    private Optional<String> program() {
        return Stream.of(environment.getOrDefault("PATH", "/usr/bin:/bin").split(":")).filter(place -> place.startsWith("/"))
                .map(place -> Path.of(place, "bwrap")).filter(Files::isExecutable).map(Path::toString).findFirst();
    }

    /**
     * What stands before a command so that it runs in the sandbox; it dies with the process that starts this.
     *
     * @param directory where it starts; in the sandbox
     * @param further what can be read besides
     * @throws java.util.NoSuchElementException when there is no bwrap; ask {@link #trouble} first
     */
    public List<String> before(Sandbox box, Path directory, List<Path> further) {
        List<String> line = new ArrayList<>(walls(program().orElseThrow(), box.network()));
        Stream.concat(box.readable().stream(), further.stream()).distinct()
                .forEach(place -> line.addAll(List.of("--ro-bind-try", place.toString(), place.toString())));
        box.writable().forEach(place -> line.addAll(List.of("--bind-try", place.toString(), place.toString())));
        line.addAll(List.of("--bind", box.directory().toString(), box.directory().toString()));
        box.hidden().forEach(place -> line.addAll(List.of("--tmpfs", place.toString())));
        line.addAll(List.of("--chdir", directory.toString(), "--"));
        return line;
    }

    /** The command's shell is the first process itself: one of bubblewrap's would be left over for whoever reaps orphans, if anybody does. */
    private static List<String> walls(String program, boolean network) {
        List<String> line = new ArrayList<>(List.of(program, "--unshare-user-try", "--unshare-ipc", "--unshare-pid", "--as-pid-1", "--unshare-uts",
                "--unshare-cgroup-try", "--die-with-parent", "--cap-drop", "ALL", "--hostname", "sandbox"));
        if (!network) {
            line.add("--unshare-net");
        }
        line.addAll(List.of("--ro-bind", "/usr", "/usr"));
        LINKED.stream().map(Path::of).filter(Files::exists).forEach(place -> line.addAll(like(place)));
        ETC.forEach(name -> line.addAll(List.of("--ro-bind-try", "/etc/" + name, "/etc/" + name)));
        line.addAll(List.of("--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"));
        return line;
    }

    private static List<String> like(Path place) {
        try {
            return Files.isSymbolicLink(place) ? List.of("--symlink", Files.readSymbolicLink(place).toString(), place.toString())
                    : List.of("--ro-bind", place.toString(), place.toString());
        } catch (IOException gone) {
            return List.of();
        }
    }

    /** The variables of a command in the sandbox: nothing of the gateway's but its language and its clock. */
    public Map<String, String> variables(Sandbox box) {
        Map<String, String> variables = new TreeMap<>(Map.of("PATH", PATH, "HOME", box.directory().toString(), "TMPDIR", "/tmp"));
        KEPT.forEach(name -> Optional.ofNullable(environment.get(name)).ifPresent(value -> variables.put(name, value)));
        return variables;
    }
}
