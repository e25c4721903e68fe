package dev.chela.core.plugin.internal;

import dev.chela.api.fault.Fault;
import dev.chela.api.task.Clock;
import dev.chela.core.plugin.Plugins.Refused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings what is installed into line with what lies in the directory. It looks at what is there, not at what events said happened. */
final class Reconciler {
    private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);

    private final DeployFolder folder;
    private final Staging staging;
    private final Bundles bundles;
    private final Swaps swaps;
    private final PlanRunner runner;
    private final Residents residents;
    private final PluginBook book;
    private final Clock clock;
    private final Gate gate;

    Reconciler(DeployFolder folder, Staging staging, Bundles bundles, Swaps swaps, Residents residents, PluginBook book,
            Clock clock, Gate gate) {
        this.folder = folder;
        this.staging = staging;
        this.bundles = bundles;
        this.swaps = swaps;
        this.runner = new PlanRunner(book);
        this.residents = residents;
        this.book = book;
        this.clock = clock;
        this.gate = gate;
    }

    /**
     * @param touched files that may have changed
     * @return files to look at again soon, because somebody is still writing them
     */
    Set<String> look(Set<String> touched) throws InterruptedException, IOException {
        Set<String> present = folder.present();
        Set<String> due = new TreeSet<>(present);
        due.removeIf(file -> residents.known().contains(file) && !touched.contains(file));
        Set<String> growing = new HashSet<>();
        for (String file : due) {
            if (folder.isSettled(file)) {
                take(file, present);
            } else {
                growing.add(file);
            }
        }
        withdrawMissing(present);
        return growing;
    }

    /** Who goes may have kept somebody out, who then takes the place without a gap. */
    private void withdrawMissing(Set<String> present) throws InterruptedException, IOException {
        residents.refused().stream().map(Refused::file).filter(file -> DeployFolder.JARS.matcher(file).matches() && !present.contains(file)).forEach(this::forget);
        for (Resident resident : residents.all()) {
            if (!present.contains(resident.file())) {
                for (String rival : residents.pardonRivals(resident.file())) {
                    take(rival, present);
                }
                if (residents.at(resident.file()).isPresent()) {
                    withdraw(resident);
                }
            }
        }
    }

    private void forget(String file) {
        residents.pardon(file);
        book.abandon(file);
        folder.hush(file);
    }

    private void withdraw(Resident resident) throws InterruptedException {
        Remains.Trail trail = bundles.remains().of(resident.bundle());
        bundles.remove(resident.bundle());
        book.withdrawn(resident.entry(), clock.now());
        folder.hush(resident.file());
        residents.remove(resident);
        staging.sweep(book.needed());
        LOG.info("withdrew {}", resident.entry().generation());
        trail.tell();
    }

    private void take(String file, Set<String> present) throws InterruptedException, IOException {
        Candidate jar;
        try {
            jar = staging.copy(folder.directory().resolve(file));
        } catch (NoSuchFileException gone) {
            return; // Deleted meanwhile: the next look sees to it.
        }
        try {
            boolean installed = residents.at(file).filter(resident -> resident.sha256().equals(jar.sha256())).isPresent();
            if (installed) {
                residents.pardon(file);
                residents.at(file).ifPresent(this::tell);
            } else if (!residents.isRefused(file, jar.sha256())) {
                judge(jar, present);
            }
        } finally {
            staging.discard(jar);
        }
    }

    private void judge(Candidate jar, Set<String> present) throws InterruptedException, IOException {
        try {
            Identity identity = Identity.of(jar);
            Optional<Resident> rival = rival(jar, identity, present);
            if (rival.isPresent()) {
                refuse(jar, rival.get());
            } else {
                admit(jar, identity);
            }
        } catch (Fault | UncheckedIOException reason) {
            refuse(jar, String.valueOf(reason.getMessage()), "");
        }
    }

    /** Another file that has the same plugin installed and stays, or cannot be followed because this file has a plugin of its own. */
    private Optional<Resident> rival(Candidate jar, Identity identity, Set<String> present) {
        return namesake(jar, identity)
                .filter(other -> present.contains(other.file()) || residents.at(jar.file()).isPresent());
    }

    private Optional<Resident> namesake(Candidate jar, Identity identity) {
        return residents.all().stream()
                .filter(other -> !other.file().equals(jar.file()) && other.identity().id().equals(identity.id())).findFirst();
    }

    /** It replaces what stood in the same file; else what has the same name and whose file is gone: the file's name has its version. */
    private void admit(Candidate jar, Identity identity) throws InterruptedException {
        Optional<Resident> old = residents.at(jar.file()).or(() -> namesake(jar, identity));
        if (old.filter(same -> same.sha256().equals(jar.sha256())).isPresent()) {
            rename(old.get(), jar.file());
        } else {
            SwapPlan plan = swaps.plan(jar, identity, old);
            LOG.debug("{}", plan);
            runner.run(plan);
            old.filter(other -> !other.file().equals(jar.file())).ifPresent(other -> folder.hush(other.file()));
            residents.at(jar.file()).ifPresent(this::tell);
            LOG.info("{} {}", plan.before().map(before -> "upgraded " + before + " to").orElse("installed"), plan.after());
            residents.at(jar.file()).filter(now -> gate.warns(now.signers())).ifPresent(now ->
                    LOG.warn("{} is {}", now.file(), gate.signature(now.signers()).words()));
            residents.at(jar.file()).filter(now -> Judgement.wants(now.bundle()).isEmpty()).ifPresent(now ->
                    LOG.info("{} does not say what it wants to reach (Chela-Grants in its manifest)", now.file()));
            residents.at(jar.file()).filter(now -> Judgement.provides(now.bundle()).isEmpty()).ifPresent(now ->
                    LOG.warn("{} offers nothing that Chela knows; say what it is in its manifest, such as Provide-Capability: chela.tool;name=x",
                            now.file()));
        }
    }

    private void tell(Resident resident) {
        folder.tell(resident.file(), "installed " + resident.entry().generation() + " at " + resident.entry().since());
    }

    private void rename(Resident resident, String file) {
        folder.hush(resident.file());
        book.renamed(resident.entry(), file);
        var entry = new PluginBook.Entry(file, resident.entry().generation(), resident.entry().since());
        Resident now = new Resident(entry, resident.bundle(), resident.identity(), resident.signers());
        tell(now);
        residents.replace(Optional.of(resident), now);
    }

    private void refuse(Candidate jar, Resident rival) throws IOException {
        String what = rival.sha256().equals(jar.sha256())
                ? "it has the same content as "
                : "it is another build of " + rival.identity().id() + ", which is installed from ";
        refuse(jar, what + rival.file() + "; to upgrade, overwrite that file, or delete it", rival.file());
    }

    /** When anybody hears of it nothing of it is kept. */
    private void refuse(Candidate jar, String reason, String rival) throws IOException {
        staging.discard(jar);
        String still = residents.at(jar.file()).map(old -> " (" + old.entry().generation() + " goes on working)").orElse("");
        LOG.warn("refused {}: {}{}", jar.file(), reason, still);
        folder.tell(jar.file(), "refused at " + clock.now() + ": " + reason + still);
        residents.refuse(new Refused(jar.file(), reason, clock.now()), jar.sha256(), rival);
    }
}
