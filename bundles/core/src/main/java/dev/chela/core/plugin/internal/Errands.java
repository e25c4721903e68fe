package dev.chela.core.plugin.internal;

import dev.chela.api.fault.Permanent;
import dev.chela.core.event.Events;
import dev.chela.core.plugin.Generation;
import dev.chela.core.plugin.PluginChanged;
import dev.chela.core.plugin.PluginRefused;
import dev.chela.core.plugin.Plugins.Disabled;
import dev.chela.core.plugin.Plugins.Mode;
import dev.chela.core.plugin.Plugins.Past;
import dev.chela.core.plugin.Plugins.Refused;
import dev.chela.core.plugin.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * What people order, done as they would do it by hand: by laying a jar into the directory, renaming or deleting it. The one worker
 * sees to the rest; these wait for what it says. One errand at a time.
 */
final class Errands {
    private final DeployFolder folder;
    private final Filing filing;
    private final Staging staging;
    private final Shelf shelf;
    private final Residents residents;
    private final PluginBook book;
    private final Events events;

    Errands(DeployFolder folder, Staging staging, Shelf shelf, Residents residents, PluginBook book, Events events) {
        this.folder = folder;
        this.filing = new Filing(folder.directory());
        this.staging = staging;
        this.shelf = shelf;
        this.residents = residents;
        this.book = book;
        this.events = events;
    }

    synchronized Resident install(Path jar, Mode mode, Source from) {
        Order order = order(jar, mode);
        remember(order.judged, from);
        return order.there.filter(same -> same.sha256().equals(order.judged.sha256())).orElseGet(() -> lay(jar, order.file(), order.there));
    }

    private void remember(Shelf.Judged judged, Source from) {
        Set<String> aside = shelf.all().stream().map(disabled -> disabled.generation().sha256()).collect(Collectors.toSet());
        book.cameFrom(judged.sha256(), from, aside);
    }

    synchronized Disabled shelve(Path jar, Source from) {
        String name = named(jar);
        Shelf.Judged judged = Shelf.judge(jar);
        String id = judged.identity().id();
        if (residents.named(id).isPresent()) {
            throw new Permanent("the plugin " + id + " is in use; disable it first");
        }
        Optional<Disabled> there = shelf.find(id);
        String file = there.map(Disabled::file).orElse(name) + DeployFolder.ASIDE;
        if (there.isEmpty() && Files.exists(folder.directory().resolve(file))) {
            throw new Permanent(file + " lies in " + folder.directory() + " already, and is another plugin; delete it, or rename the new one");
        }
        remember(judged, from);
        Filing.disk("write " + file + " into " + folder.directory(), () -> filing.put(jar, file));
        return shelf.find(id).orElseThrow(() -> new Permanent(file + " was taken out of " + folder.directory() + " at once"));
    }

    /** @param there what the jar takes the place of */
    record Order(Shelf.Judged judged, String name, Optional<Resident> there) {
        /** Under which name it is to lie in the directory. */
        String file() {
            return there.map(Resident::file).orElse(name);
        }
    }

    /** @throws Permanent when a jar cannot be installed in that way, whatever is in it */
    Order order(Path jar, Mode mode) {
        Order order = order(jar);
        if (order.there.filter(same -> same.sha256().equals(order.judged.sha256())).isEmpty()) {
            check(order.judged, order.there, mode);
            checkFree(order.file(), order.there);
        }
        return order;
    }

    private Order order(Path jar) {
        String name = named(jar);
        Shelf.Judged judged = Shelf.judge(jar);
        return new Order(judged, name, residents.named(judged.identity().id()));
    }

    /** @throws Permanent when it is no file that could be a plugin's */
    static String named(Path jar) {
        String name = String.valueOf(jar.getFileName());
        if (!name.endsWith(".jar") || name.startsWith(".") || !jar.isAbsolute() || !Files.isRegularFile(jar)) {
            throw new Permanent(jar + " is not a jar that can be installed: give the absolute path of a file whose name ends in .jar");
        }
        return name;
    }

    synchronized Resident rollback(String id, String sha256) {
        if (shelf.find(id).isPresent()) {
            throw aside(id);
        }
        Past past = book.past(id).stream().filter(each -> each.generation().sha256().startsWith(sha256)).findFirst()
                .orElseThrow(() -> new Permanent("no earlier generation of '" + id + "' is kept" + (sha256.isEmpty() ? "" : " whose SHA-256 begins with " + sha256)
                        + "; plugins.history lists those that are"));
        Path copy = staging.jar(past.generation().sha256());
        if (!Files.isRegularFile(copy)) {
            throw new Permanent("the copy of " + past.generation() + " is gone from " + copy.getParent() + "; install it from a jar");
        }
        Optional<Resident> there = residents.named(id);
        return lay(copy, there.map(Resident::file).orElse(past.file()), there);
    }

    /**
     * Puts {@code before} in the place of {@code failed}, if that is still where it was.
     *
     * @return whether it was; else there is nothing to do
     */
    synchronized boolean goBack(Generation failed, Generation before) {
        boolean there = residents.named(failed.id()).filter(now -> now.entry().generation().equals(failed)).isPresent();
        if (there) {
            rollback(before.id(), before.sha256());
        }
        return there;
    }

    /** @param there what it takes the place of */
    private Resident lay(Path jar, String file, Optional<Resident> there) {
        checkFree(file, there);
        try {
            return verdict(file, () -> filing.put(jar, file));
        } catch (Permanent refused) {
            Filing.disk("put back what " + file + " was", () -> takeBack(file, there));
            throw refused;
        }
    }

    private void checkFree(String file, Optional<Resident> there) {
        if (there.isEmpty() && Files.exists(folder.directory().resolve(file))) {
            throw new Permanent(file + " lies in " + folder.directory() + " already"
                    + refusal(file).map(reason -> ", and was refused: " + reason).orElse("") + "; delete it, or rename the new one");
        }
    }

    private void takeBack(String file, Optional<Resident> before) throws IOException {
        if (before.isPresent()) {
            filing.put(staging.jar(before.get().sha256()), file);
        } else {
            Files.deleteIfExists(folder.directory().resolve(file));
        }
    }

    private void check(Shelf.Judged judged, Optional<Resident> there, Mode mode) {
        String id = judged.identity().id();
        if (shelf.find(id).isPresent()) {
            throw aside(id);
        }
        if (mode == Mode.NEW && there.isPresent()) {
            throw new Permanent("the plugin " + id + " is installed already, version " + there.get().entry().generation().version()
                    + "; update it instead");
        }
        if (mode == Mode.UPDATE && there.isEmpty()) {
            throw new Permanent("there is no plugin " + id + " to update; install it instead");
        }
    }

    synchronized Disabled disable(String id) {
        Optional<Disabled> already = shelf.find(id);
        if (already.isPresent()) {
            return already.get();
        }
        Resident resident = residents.named(id).orElseThrow(() -> missing(id));
        Path file = folder.directory().resolve(resident.file());
        gone(resident.file(), () -> filing.move(file, Path.of(file + DeployFolder.ASIDE)));
        return new Disabled(resident.entry().generation(), resident.file());
    }

    synchronized Resident enable(String id) {
        Optional<Resident> already = residents.named(id);
        if (already.isPresent()) {
            return already.get();
        }
        Path file = folder.directory().resolve(shelf.find(id).orElseThrow(() -> missing(id)).file());
        try {
            return verdict(String.valueOf(file.getFileName()),
                    () -> filing.move(Path.of(file + DeployFolder.ASIDE), file));
        } catch (Permanent refused) {
            Filing.disk("put " + file + " aside again", () -> filing.move(file, Path.of(file + DeployFolder.ASIDE)));
            throw refused;
        }
    }

    synchronized String uninstall(String id) {
        Optional<Disabled> aside = shelf.find(id);
        if (aside.isPresent()) {
            Filing.disk("delete " + aside.get().file(), () -> filing.delete(aside.get().file() + DeployFolder.ASIDE));
            return aside.get().file();
        }
        Resident resident = residents.named(id).orElseThrow(() -> missing(id));
        gone(resident.file(), () -> filing.delete(resident.file()));
        return resident.file();
    }

    private Optional<String> refusal(String file) {
        return residents.refused().stream().filter(refused -> refused.file().equals(file)).map(Refused::reason).findFirst();
    }

    private static Permanent aside(String id) {
        return new Permanent("the plugin " + id + " is disabled; enable or uninstall it first");
    }

    private Permanent missing(String id) {
        return new Permanent("there is no plugin '" + id + "' in " + folder.directory());
    }

    /** Does it, and waits until the file was judged. */
    private Resident verdict(String file, Filing.Disk act) {
        CompletableFuture<Resident> verdict = new CompletableFuture<>();
        try (var changed = events.listen(PluginChanged.class, change -> {
                if (change.file().equals(file) && change.after().isPresent()) {
                    residents.at(file).ifPresent(verdict::complete);
                }
            }); var refused = events.listen(PluginRefused.class, refusal -> {
                if (refusal.file().equals(file)) {
                    verdict.completeExceptionally(new Permanent(file + " was refused: " + refusal.reason()));
                }
            })) {
            Filing.disk("write " + file + " into " + folder.directory(), act);
            return Requests.await("installing " + file, verdict);
        }
    }

    private void gone(String file, Filing.Disk act) {
        CompletableFuture<Void> gone = new CompletableFuture<>();
        try (var changed = events.listen(PluginChanged.class, change -> {
                if (residents.at(file).isEmpty()) {
                    gone.complete(null);
                }
            })) {
            Filing.disk("take " + file + " out of " + folder.directory(), act);
            Requests.await("withdrawing " + file, gone);
        }
    }
}
