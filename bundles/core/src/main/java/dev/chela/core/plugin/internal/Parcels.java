package dev.chela.core.plugin.internal;

import dev.chela.api.fault.Fault;
import dev.chela.api.fault.Permanent;
import dev.chela.api.task.Clock;
import dev.chela.core.event.Events;
import dev.chela.core.home.Home;
import dev.chela.core.plugin.Generation;
import dev.chela.core.plugin.Locks;
import dev.chela.core.plugin.ParcelTaken;
import dev.chela.core.plugin.Plugins;
import dev.chela.core.plugin.Plugins.Refused;
import dev.chela.core.plugin.Sources;
import dev.chela.core.store.Ledger;
import dev.chela.core.task.Scope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feature files and Karaf archives in {@code deploy/}. Each is turned into the jars that it names, which lie beside it from then on and are plugins
 * like others; when it goes they go. On a thread of its own, since jars may have to be fetched.
 */
public final class Parcels implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Parcels.class);

    private final Porch porch;
    private final DeployFolder folder;
    private final Landing landing;
    private final ParcelBook book;
    private final Consignments consignments;
    private final Delivery delivery;
    private final ParcelForesight foresight;
    private final Events events;
    private final Clock clock;
    private final Scope scope = new Scope("parcel");
    /** What was looked at, by file, whatever became of it. */
    private final Map<String, String> seen = new HashMap<>();
    /** XML of somebody else's. */
    private final Set<String> foreign = new HashSet<>();

    Parcels(Porch porch, Plugins plugins, Sources sources, Locks locks, Home home, Ledger ledger, Events events, Clock clock) throws IOException {
        this.porch = porch;
        this.folder = new DeployFolder(porch.directory(), Plugins.PARCEL);
        this.landing = new Landing(home.directory("plugins/unpacked"));
        this.book = new ParcelBook(ledger);
        this.consignments = new Consignments(plugins, locks, book, new Unpacker(sources));
        this.delivery = new Delivery(plugins, locks, book, consignments);
        this.foresight = new ParcelForesight(porch.directory(), plugins, consignments, landing);
        this.events = events;
        this.clock = clock;
        scope.start("parcel-watch", this::work);
    }

    ParcelForesight foresight() {
        return foresight;
    }

    @Override
    public void close() throws IOException {
        scope.close();
        folder.close();
    }

    private void work() {
        try {
            Set<String> touched = folder.present();
            while (!Thread.currentThread().isInterrupted()) {
                touched = folder.next(look(touched));
            }
        } catch (InterruptedException | ClosedWatchServiceException | CancellationException ended) {
            LOG.debug("the watch of {} has ended", folder.directory());
        } catch (IOException | RuntimeException fault) {
            LOG.error("feature files and archives in {} are not looked at any more: {}; restart the gateway", folder.directory(), fault.toString(), fault);
        }
    }

    /** @return files that somebody is still writing */
    private Set<String> look(Set<String> touched) throws IOException {
        Set<String> present = folder.present();
        Set<String> due = new HashSet<>(present);
        if (!withdrawMissing(present)) {
            due.removeIf(file -> !touched.contains(file) && isKnown(file));
        }
        Set<String> growing = new HashSet<>();
        for (String file : due) {
            if (folder.isSettled(file)) {
                take(file);
            } else {
                growing.add(file);
            }
        }
        return growing;
    }

    /** Whether it is as it was when it was looked at, and nobody asked for a second look. */
    private boolean isKnown(String file) {
        String sha256 = seen.getOrDefault(file, "");
        return foreign.contains(file) || porch.isRefused(file, sha256) || book.isTaken(file, sha256);
    }

    /** @return whether one went that may have kept others out */
    private boolean withdrawMissing(Set<String> present) {
        Set<String> gone = new HashSet<>(seen.keySet());
        gone.addAll(book.files());
        gone.removeAll(present);
        for (String file : gone) {
            delivery.withdraw(file);
            folder.hush(file);
            porch.pardon(file);
            seen.remove(file);
            foreign.remove(file);
        }
        if (!gone.isEmpty()) {
            seen.keySet().forEach(porch::pardon);
        }
        return !gone.isEmpty();
    }

    private void take(String file) {
        landing.room(room -> {
            Path copy = room.resolve("parcel");
            try {
                Consignments.copy(folder.directory().resolve(file), copy);
                judge(file, Staging.sha256(copy), copy, Files.createDirectory(room.resolve("jars")));
            } catch (Permanent tooLarge) {
                refuse(file, "", String.valueOf(tooLarge.getMessage()));
            } catch (NoSuchFileException gone) {
                LOG.debug("{} has gone meanwhile; the next look sees to it", file);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot look at " + file + ": " + e.getMessage(), e);
            }
            return true;
        });
    }

    private void judge(String file, String sha256, Path parcel, Path room) throws IOException {
        seen.put(file, sha256);
        foreign.remove(file);
        if (porch.isRefused(file, sha256)) {
            return;
        }
        try {
            if (book.isTaken(file, sha256)) {
                tell(file);
            } else if (delivery.take(file, sha256, parcel, room)) {
                tell(file);
                LOG.info("{} brought {}", file, told(consignments.standing(file)));
            } else {
                foreign.add(file);
            }
        } catch (Fault | UncheckedIOException reason) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("the gateway stops");
            }
            refuse(file, sha256, String.valueOf(reason.getMessage()));
        }
    }

    private void tell(String file) {
        List<Generation> brought = consignments.standing(file);
        porch.pardon(file);
        folder.tell(file, "brought " + told(brought));
        events.publish(new ParcelTaken(file, brought));
    }

    private static String told(List<Generation> brought) {
        return brought.isEmpty() ? "nothing that is there still" : brought.stream().map(Generation::toString).collect(Collectors.joining(", "));
    }

    private void refuse(String file, String sha256, String reason) {
        String still = consignments.standing(file).isEmpty() ? "" : " (what it brought goes on working)";
        LOG.warn("refused {}: {}{}", file, reason, still);
        folder.tell(file, "refused at " + clock.now() + ": " + reason + still);
        porch.refuse(new Refused(file, reason, clock.now()), sha256);
    }
}
