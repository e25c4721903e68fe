package dev.chela.core.process.internal;

import dev.chela.api.fault.Permanent;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How a command becomes a process that leads a session of its own. A small shell stands before the command and waits for one line
 * on its input, so that the child can be recorded before anything of the command runs; without that line it ends.
 *
 * <p>{@code setsid} is part of every Linux. macOS has none, but has Perl.
 */
public final class Launcher {
    private static final int LONGEST = 100_000;
    private static final String GATE = "read -r go && exec \"$0\" -c \"$1\"";
    /**
     * As {@link #GATE}, but the shell stays: what makes the sandbox dies with its parent, and that must not be one of the gateway's
     * threads, which end sooner than a command in the background.
     */
    private static final String STAYING_GATE = "read -r go || exit 1; \"$@\"; exit $?";
    /** The first process of a sandbox: a signal that a command sends itself would not reach it there. */
    private static final String FIRST = "\"$@\"; exit $?";
    private static final Set<String> SHELLS = Set.of("bash", "zsh", "sh", "dash", "ksh");
    private static final List<String> PERL = List.of("-MPOSIX", "-e", "POSIX::setsid(); exec @ARGV or exit 127");

    private final List<String> session;
    private final String shell;

    private Launcher(List<String> session, String shell) {
        this.session = session;
        this.shell = shell;
    }

    /** What this machine offers. An absent tool is told when the first command starts, not before. */
    public static Launcher ofThisMachine() {
        return of(Set.of("setsid", "perl"), System.getenv());
    }

    static Launcher of(Set<String> allowed, Map<String, String> environment) {
        String path = environment.getOrDefault("PATH", "/usr/bin:/bin");
        List<String> session = new ArrayList<>();
        if (allowed.contains("setsid")) {
            find("setsid", path).ifPresent(session::add);
        }
        if (session.isEmpty() && allowed.contains("perl")) {
            find("perl", path).ifPresent(perl -> {
                session.add(perl);
                session.addAll(PERL);
            });
        }
        return new Launcher(List.copyOf(session), shell(environment.getOrDefault("SHELL", "")));
    }

    private static java.util.Optional<String> find(String name, String path) {
        return Stream.of((path + ":/usr/bin:/bin").split(":"))
                .filter(directory -> directory.startsWith("/"))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }

    /** A shell that people configure may speak another language (fish); then a common one is taken. */
    private static String shell(String wanted) {
        if (wanted.startsWith("/") && SHELLS.contains(Path.of(wanted).getFileName().toString()) && new File(wanted).canExecute()) {
            return wanted;
        }
        return new File("/bin/bash").canExecute() ? "/bin/bash" : "/bin/sh";
    }

    /**
     * Starts the gate; the command follows when a line is written to its standard input.
     *
     * @param sandbox what stands before the command to put it into a sandbox, where it has these variables and no others; else empty
     */
    Process start(String command, Path directory, Map<String, String> environment, List<String> sandbox, Path output) {
        if (command.length() > LONGEST) {
            throw new Permanent("the command has " + command.length() + " characters; at most " + LONGEST
                    + " can be given to a shell. Write a script file and run that");
        }
        if (command.indexOf('\0') >= 0) {
            throw new Permanent("a command must not contain a NUL character");
        }
        ProcessBuilder builder = leader(sandbox.isEmpty() ? List.of("/bin/sh", "-c", GATE, shell, command) : confined(sandbox, command))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        if (!sandbox.isEmpty()) {
            builder.environment().clear();
        }
        builder.environment().putAll(environment);
        return begin(builder);
    }

    /** A shell of one's own may lie where the sandbox has nothing. */
    private static List<String> confined(List<String> sandbox, String command) {
        List<String> line = new ArrayList<>(List.of("/bin/sh", "-c", STAYING_GATE, "sh"));
        line.addAll(sandbox);
        line.addAll(List.of("/bin/sh", "-c", FIRST, "sh", new File("/bin/bash").canExecute() ? "/bin/bash" : "/bin/sh", "-c", command));
        return line;
    }

    /** Starts a program of our own as the leader of a session. */
    Process run(List<String> program) {
        return begin(leader(program).directory(new File("/")).redirectError(ProcessBuilder.Redirect.DISCARD));
    }

    /** The same, spoken to over its three streams. @param environment all that it has */
    Process serve(List<String> program, Path directory, Map<String, String> environment) {
        ProcessBuilder builder = leader(program).directory(directory.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return begin(builder);
    }

    private ProcessBuilder leader(List<String> program) {
        if (session.isEmpty()) {
            throw new Permanent("programs cannot be started: neither setsid nor perl is on the gateway's PATH; install util-linux");
        }
        List<String> line = new ArrayList<>(session);
        line.addAll(program);
        return new ProcessBuilder(line);
    }

    private static Process begin(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new Permanent("cannot start a program in " + builder.directory() + ": " + e.getMessage(), e);
        }
    }
}
