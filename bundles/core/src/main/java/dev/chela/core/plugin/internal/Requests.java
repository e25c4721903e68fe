package dev.chela.core.plugin.internal;

import dev.chela.api.fault.Fault;
import dev.chela.api.fault.Transient;
import dev.chela.core.plugin.Plugins.Refused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What others want of the one worker between two swaps: that it looks again, or looks at something for them. Safe on any thread. */
final class Requests {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final DeployFolder folder;
    private final Residents residents;
    private final Queue<CompletableFuture<Void>> asking = new ConcurrentLinkedQueue<>();
    private final List<CompletableFuture<Void>> looking = new ArrayList<>();
    private final Queue<FutureTask<?>> questions = new ConcurrentLinkedQueue<>();

    Requests(DeployFolder folder, Residents residents) {
        this.folder = folder;
        this.residents = residents;
    }

    /** On the worker's thread, before it looks: whoever was refused gets a second chance when somebody asked for it. */
    Set<String> more(Set<String> touched) throws IOException {
        for (FutureTask<?> next = questions.poll(); next != null; next = questions.poll()) {
            next.run();
        }
        Set<String> all = new TreeSet<>(touched);
        for (CompletableFuture<Void> next = asking.poll(); next != null; next = asking.poll()) {
            looking.add(next);
        }
        if (!looking.isEmpty()) {
            residents.refused().stream().map(Refused::file).forEach(residents::pardon);
            all.addAll(folder.present());
        }
        return all;
    }

    /** On the worker's thread, after it has looked. */
    Set<String> looked(Set<String> growing) {
        looking.forEach(asked -> asked.complete(null));
        looking.clear();
        return growing;
    }

    /** As {@link #refresh}, without waiting for it. */
    void again() {
        pardonParcels();
        asking.add(new CompletableFuture<>());
        wake();
    }

    void refresh() {
        pardonParcels();
        CompletableFuture<Void> looked = new CompletableFuture<>();
        asking.add(looked);
        wake();
        await("looking at " + folder.directory(), looked);
    }

    /** Who unpacks them looks when it is woken, which may be before the worker does. */
    private void pardonParcels() {
        residents.refused().stream().map(Refused::file).filter(file -> !DeployFolder.JARS.matcher(file).matches()).forEach(residents::pardon);
    }

    /**
     * Asks on the worker's thread, where nothing is exchanged meanwhile.
     *
     * @param what as in "looking at x.jar"
     * @throws Transient when the worker has no time within a minute; it does not look then
     */
    <T> T ask(String what, Callable<T> question) {
        FutureTask<T> asked = new FutureTask<>(() -> answer(what, question));
        questions.add(asked);
        try {
            wake();
            return await(what, asked);
        } finally {
            questions.remove(asked);
        }
    }

    /** The worker is to know that it was interrupted. */
    private static <T> T answer(String what, Callable<T> question) throws Exception {
        try {
            return question.call();
        } catch (InterruptedException stops) {
            Thread.currentThread().interrupt();
            throw new Transient(what + " was broken off, since the gateway stops", LIMIT, stops);
        }
    }

    private void wake() {
        try {
            folder.wake();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look at " + folder.directory() + ": " + e.getMessage(), e);
        }
    }

    /** @throws Fault what the worker said; a {@link Transient} when it said nothing within a minute */
    static <T> T await(String what, Future<T> told) {
        try {
            return told.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Fault fault) {
                throw fault;
            }
            throw new IllegalStateException(what, e);
        } catch (TimeoutException e) {
            throw new Transient(what + " takes longer than " + LIMIT.toSeconds() + " s; it goes on", LIMIT, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException(what + " was interrupted");
        }
    }
}
