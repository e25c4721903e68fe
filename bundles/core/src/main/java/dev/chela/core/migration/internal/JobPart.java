package dev.chela.core.migration.internal;

import dev.chela.api.fault.Permanent;
import dev.chela.core.home.Home;
import dev.chela.core.home.PrivateFiles;
import dev.chela.core.json.Json;
import dev.chela.core.migration.internal.Findings.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Lays the definitions of cron jobs, as they are, where this house keeps its own: the schedule takes them up. */
public final class JobPart {
    private static final String FILE = "cron/jobs.json";

    private final Home home;

    public JobPart(Home home) {
        this.home = home;
    }

    public void bring(SourceHouse source, Findings findings) {
        Path from = source.root().resolve(FILE);
        if (!Files.isRegularFile(from)) {
            return;
        }
        try {
            byte[] jobs = Files.readAllBytes(from);
            lay(from, jobs, Json.read(new String(jobs, StandardCharsets.UTF_8)).path("jobs").size(), findings);
        } catch (Permanent damaged) {
            findings.left(Kind.JOBS, from.toString(), "cannot be read: " + damaged.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + from + ": " + e.getMessage(), e);
        }
    }

    private void lay(Path from, byte[] jobs, int number, Findings findings) throws IOException {
        Path to = home.root().resolve(FILE);
        if (Files.exists(to)) {
            if (Arrays.equals(jobs, Files.readAllBytes(to))) {
                findings.there(Kind.JOBS, number);
            } else {
                findings.left(Kind.JOBS, from.toString(), to + " says something else; it stays");
            }
            return;
        }
        findings.brought(Kind.JOBS, number);
        findings.note("cron jobs: " + to + ", as OpenClaw wrote them; they run from now on: chela cron list");
        if (!findings.rehearsal()) {
            home.directory("cron");
            PrivateFiles.write(to, jobs);
        }
    }
}
