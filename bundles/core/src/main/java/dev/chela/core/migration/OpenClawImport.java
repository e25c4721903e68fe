package dev.chela.core.migration;

import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import dev.chela.api.task.Clock;
import dev.chela.core.access.Pairings;
import dev.chela.core.agent.Agents;
import dev.chela.core.agent.WorkspaceFiles;
import dev.chela.core.config.Config;
import dev.chela.core.config.ConfigEditor;
import dev.chela.core.config.ForeignConfig;
import dev.chela.core.home.Home;
import dev.chela.core.migration.internal.ConfigPart;
import dev.chela.core.migration.internal.Findings;
import dev.chela.core.migration.internal.Findings.Kind;
import dev.chela.core.migration.internal.JobPart;
import dev.chela.core.migration.internal.LeftPart;
import dev.chela.core.migration.internal.PairingPart;
import dev.chela.core.migration.internal.SessionPart;
import dev.chela.core.migration.internal.SourceHouse;
import dev.chela.core.migration.internal.WorkspacePart;
import dev.chela.core.session.Sessions;
import dev.chela.core.store.Ledger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Brings over the state directory of an OpenClaw of January 2026, while this house goes on with its work. What was brought stays brought:
 * a later import adds what is new since and doubles nothing. The source is only read. One import at a time.
 */
@Component(service = OpenClawImport.class)
public final class OpenClawImport {
    private final Home home;
    private final Clock clock;
    private final ConfigPart config;
    private final WorkspacePart workspaces;
    private final SessionPart sessions;
    private final PairingPart pairings;
    private final JobPart jobs;
    private final ReentrantLock lock = new ReentrantLock();

    @Activate
    public OpenClawImport(@Reference Home home, @Reference Ledger ledger, @Reference Sessions sessions, @Reference Agents agents,
            @Reference WorkspaceFiles files, @Reference Config config, @Reference ConfigEditor editor, @Reference ForeignConfig foreign,
            @Reference Pairings pairings, @Reference Clock clock) {
        this.home = home;
        this.clock = clock;
        this.config = new ConfigPart(config, editor, foreign);
        this.workspaces = new WorkspacePart(home, agents, files);
        this.sessions = new SessionPart(home, ledger, sessions);
        this.pairings = new PairingPart(pairings);
        this.jobs = new JobPart(home);
    }

    /**
     * Says what {@link #run} would do, and writes nothing.
     *
     * @param directory OpenClaw's state directory; empty for the one in the home of the person that this house runs as
     * @throws Permanent when there is no such directory, or OpenClaw left nothing in it
     * @throws Transient while another import is at work
     */
    public Report rehearse(String directory) {
        return alone(directory, true);
    }

    /** Does it; a report of the same is left in {@code import/openclaw/}. Faults as {@link #rehearse}. */
    public Report run(String directory) {
        return alone(directory, false);
    }

    private Report alone(String directory, boolean rehearsal) {
        if (!lock.tryLock()) {
            throw new Transient("another import is at work; wait for it to end", Duration.ofSeconds(10));
        }
        try {
            Path root = SourceHouse.find(directory, Path.of(System.getProperty("user.home")));
            if (root.startsWith(home.root()) || home.root().startsWith(root)) {
                throw new Permanent(root + " is this gateway's own state, or holds it; name OpenClaw's state directory");
            }
            Findings findings = new Findings(root, rehearsal);
            bring(root, findings);
            return findings.report();
        } finally {
            lock.unlock();
        }
    }

    /** The configuration first: agents must be known before their workspaces are. */
    private void bring(Path root, Findings findings) {
        SourceHouse source = config.read(root, findings);
        findings.guard(Kind.CONFIGURATION, () -> config.bring(source, findings));
        findings.guard(Kind.WORKSPACE_FILES, () -> workspaces.bring(source, findings));
        findings.guard(Kind.SESSIONS, () -> sessions.bring(source, findings));
        findings.guard(Kind.PAIRINGS, () -> pairings.bring(source, findings));
        findings.guard(Kind.JOBS, () -> jobs.bring(source, findings));
        LeftPart.tell(source, findings);
        if (!findings.rehearsal()) {
            findings.keep(home, clock.now());
        }
    }
}
