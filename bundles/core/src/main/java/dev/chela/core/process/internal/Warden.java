package dev.chela.core.process.internal;

import dev.chela.api.fault.Transient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One small shell beside the gateway, in a session of its own. It sends signals to process groups, which Java cannot, without a
 * fork for each; and when the gateway dies in whatever way, its input ends, and it ends every group that was not taken back. This
 * works wherever there is a shell; the death signal of Linux would reach only the first process of a group, and is sent already
 * when the Java thread that forked it ends.
 */
public final class Warden implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Warden.class);

    private static final String SCRIPT = """
            trap '' HUP INT TERM
            groups=' '
            while read -r op id; do
              case $op in
                watch) groups="$groups$id " ;;
                forget) case $groups in *" $id "*) groups="${groups%% $id *} ${groups#* $id }" ;; esac ;;
                fifo) if mkfifo -m 600 "$id"; then echo made; else echo failed; fi ;;
                TERM|KILL) kill -s "$op" -- "-$id" 2>/dev/null ;;
                probe) if kill -s 0 -- "-$id" 2>/dev/null; then echo alive; else echo gone; fi ;;
              esac
            done
            case $groups in *[0-9]*) ;; *) exit 0 ;; esac
            for id in $groups; do kill -s TERM -- "-$id"; done 2>/dev/null
            sleep 2
            for id in $groups; do kill -s KILL -- "-$id"; done 2>/dev/null
            """;

    private final Launcher launcher;
    private final Set<Long> watched = new TreeSet<>();
    private @Nullable Process shell;
    private @Nullable BufferedReader answers;
    private boolean closed;

    public Warden(Launcher launcher) {
        this.launcher = launcher;
    }

    /** From now on the group ends when the gateway does. */
    synchronized void watch(long group) {
        tell("watch " + group);
        watched.add(group);
    }

    synchronized void forget(long group) {
        if (watched.remove(group) && shell != null) {
            tell("forget " + group);
        }
    }

    public synchronized void signal(long group, Signal signal) {
        tell(signal + " " + group);
    }

    /** Whether a group has a process left; one that ended but that nobody reaped counts. */
    public synchronized boolean alive(long group) {
        return ask("probe " + group).equals("alive");
    }

    /** Makes a named pipe, which Java cannot. */
    synchronized void makePipe(Path at) {
        if (!ask("fifo " + at).equals("made")) {
            throw new Transient("cannot make a pipe at " + at + "; is the disk full?", Duration.ZERO);
        }
    }

    private String ask(String question) {
        tell(question);
        try {
            String answer = reader().readLine();
            if (answer == null) {
                throw new IOException("it ended");
            }
            return answer;
        } catch (IOException e) {
            lose();
            throw new Transient("the process that watches child processes did not answer: " + e.getMessage(), Duration.ZERO, e);
        }
    }

    private BufferedReader reader() {
        return java.util.Objects.requireNonNull(answers);
    }

    private void tell(String line) {
        try {
            write(shell == null ? begin() : shell, line);
        } catch (IOException e) {
            LOG.warn("the process that watches child processes is gone ({}); starting another", e.getMessage());
            lose();
            try {
                write(begin(), line);
            } catch (IOException again) {
                lose();
                throw new Transient("the process that watches child processes cannot be started", Duration.ZERO, again);
            }
        }
    }

    public enum Signal { TERM, KILL }

    private static void write(Process shell, String line) throws IOException {
        OutputStream out = shell.getOutputStream();
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private Process begin() throws IOException {
        if (closed) {
            throw new IOException("the gateway is stopping");
        }
        Process begun = launcher.run(List.of("/bin/sh", "-c", SCRIPT, "chela-warden"));
        shell = begun;
        answers = new BufferedReader(new InputStreamReader(begun.getInputStream(), StandardCharsets.UTF_8));
        for (long group : watched) {
            write(begun, "watch " + group);
        }
        return begun;
    }

    private void lose() {
        if (shell != null) {
            shell.destroyForcibly();
        }
        shell = null;
        answers = null;
    }

    /** Ends the shell, and with it every group still watched. */
    @Override
    public synchronized void close() {
        closed = true;
        if (shell != null) {
            try {
                shell.getOutputStream().close();
            } catch (IOException e) {
                LOG.debug("closing the warden's input", e);
            }
        }
        shell = null;
    }
}
