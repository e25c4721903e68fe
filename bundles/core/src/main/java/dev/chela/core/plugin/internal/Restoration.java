package dev.chela.core.plugin.internal;

import dev.chela.api.fault.Fault;
import dev.chela.api.fault.Permanent;
import dev.chela.api.task.Clock;
import dev.chela.core.plugin.internal.PluginBook.Entry;
import dev.chela.core.plugin.internal.PluginBook.Unfinished;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** At start: exactly what was installed comes back, whether or not the framework's cache was kept. */
final class Restoration {
    private static final Logger LOG = LoggerFactory.getLogger(Restoration.class);
    private static final String BROKEN = "{}: {} does not work any more: {}";

    private final DeployFolder folder;
    private final Staging staging;
    private final Bundles bundles;
    private final Residents residents;
    private final PluginBook book;
    private final Clock clock;
    private final Gate gate;
    /** In whose stop the gateway died: what is to follow them is tried before they are started, else they would do it again at each start. */
    private final List<Resident> deferred = new ArrayList<>();

    Restoration(DeployFolder folder, Staging staging, Bundles bundles, Residents residents, PluginBook book, Clock clock, Gate gate) {
        this.folder = folder;
        this.staging = staging;
        this.bundles = bundles;
        this.residents = residents;
        this.book = book;
        this.clock = clock;
        this.gate = gate;
    }

    void run() throws IOException, InterruptedException {
        Set<String> present = folder.present();
        List<Entry> entries = book.entries();
        Set<String> known = entries.stream().map(entry -> entry.generation().sha256()).collect(Collectors.toSet());
        for (Bundle left : bundles.found()) {
            if (!known.contains(Bundles.sha256(left))) {
                bundles.remove(left);
            }
        }
        staging.sweep(book.needed());
        for (Entry entry : entries) {
            if (present.contains(entry.file()) && staging.holds(entry.generation().sha256())) {
                restoreOrKeepOut(entry);
            } else {
                drop(entry);
                LOG.info("withdrew {}: {} is no longer there", entry.generation(), entry.file());
            }
        }
    }

    /** What nobody trusts any more belongs to the past; the file in the directory is judged like a new one, and refused with the same reason. */
    private void restoreOrKeepOut(Entry entry) throws InterruptedException {
        Admission admission;
        try {
            admission = gate.known(staging.jar(entry.generation().sha256()), entry.generation().id());
        } catch (Permanent untrusted) {
            LOG.warn("{}: {} is not started: {}", entry.file(), entry.generation(), untrusted.getMessage());
            drop(entry);
            return;
        }
        restore(entry, admission);
    }

    /** Its file is gone: withdrawn while the gateway was down. Or its copy is gone: then the file is taken as a new one. */
    private void drop(Entry entry) throws InterruptedException {
        book.withdrawn(entry, clock.now());
        folder.hush(entry.file());
        for (Bundle left : bundles.found()) {
            if (Bundles.sha256(left).equals(entry.generation().sha256())) {
                bundles.remove(left);
            }
        }
    }

    /** It was judged when it was installed, and is kept even if it does not start now: the next start may be luckier. */
    private void restore(Entry entry, Admission admission) throws InterruptedException {
        String sha256 = entry.generation().sha256();
        try {
            Identity identity = Identity.of(new Candidate(entry.file(), staging.jar(sha256), sha256));
            Bundle bundle = bundles.install(sha256, admission.lane());
            Resident resident = new Resident(entry, bundle, identity, admission.signers());
            residents.settle(resident);
            if (book.unfinished(entry.file()).filter(Unfinished::cutByTheOld).isPresent()) {
                LOG.warn("{}: the gateway stopped while {} was being stopped, which is not started before its upgrade was tried again",
                        entry.file(), entry.generation());
                deferred.add(resident);
            } else {
                bundles.start(bundle);
            }
        } catch (Fault | UncheckedIOException e) {
            LOG.warn(BROKEN, entry.file(), entry.generation(), e.getMessage());
        }
    }

    boolean defers(String file) {
        return deferred.stream().anyMatch(resident -> resident.file().equals(file));
    }

    /** When the directory was looked at: who is still in the house, since nothing took the place, works on. */
    void startDeferred() throws InterruptedException {
        for (Resident resident : List.copyOf(deferred)) {
            deferred.remove(resident);
            if (residents.all().stream().anyMatch(now -> now.bundle().equals(resident.bundle()))) {
                start(resident);
            }
        }
    }

    /** Unless its upgrade failed, and started it again. */
    private void start(Resident resident) throws InterruptedException {
        try {
            book.abandon(resident.file());
            if (resident.bundle().getState() != Bundle.ACTIVE) {
                bundles.start(resident.bundle());
            }
        } catch (Fault | UncheckedIOException e) {
            LOG.warn(BROKEN, resident.file(), resident.entry().generation(), e.getMessage());
        }
    }
}
