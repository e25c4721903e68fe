package dev.chela.core.schedule.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.core.schedule.internal.Firing.Shot;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Waits for the commands that jobs wait for. Each is started once; of one that went on when the gateway stopped the outcome is not known.
 * Not safe on several threads: the scheduler's lock is around it.
 */
final class Exits {
    private final Rooms rooms;
    private final Book book;
    private final Commands commands;
    private final BiConsumer<String, Result> ended;
    private final Set<String> watched = new HashSet<>();
    /** Of those that are watched: what they came to. It may wait for room in the inbox. */
    private final Map<String, Result> outcomes = new HashMap<>();

    /** @param ended told a job's id and what came of its command, on another thread */
    Exits(Rooms rooms, Book book, Commands commands, BiConsumer<String, Result> ended) {
        this.rooms = rooms;
        this.book = book;
        this.commands = commands;
        this.ended = ended;
    }

    /** Starts the command unless it goes on. @return what came of it, until that is {@linkplain #forget forgotten}; also when a stop came between */
    Optional<Result> watch(Job job, Timing.OnExit exit) {
        if (watched.contains(job.id())) {
            return Optional.ofNullable(outcomes.get(job.id()));
        }
        JobState state = book.state(job.id()).copy();
        if (!state.own().path("watch").asText().isEmpty()) {
            return Optional.of(Result.unknown("the gateway stopped while it waited for the command to end"));
        }
        watched.add(job.id());
        state.own().put("watch", rooms.boot());
        book.save(job, state);
        commands.watch(rooms.places().agent(job), exit, result -> ended.accept(job.id(), result));
        return Optional.empty();
    }

    /** What a command came to counts for a job that is in use by then, and for no other. */
    void ended(String job, Result result) {
        if (book.find(job).filter(each -> each.enabled() && each.timing() instanceof Timing.OnExit).isPresent()) {
            outcomes.put(job, result);
        } else {
            forget(job);
        }
    }

    void forget(String job) {
        watched.remove(job);
        outcomes.remove(job);
    }

    /** The run that a command's end brings about: what came of it stands behind what the job says. */
    Shot shot(Job job, Result result) {
        String told = result.fine() ? "The command ended." : "The command: " + result.error() + ".";
        return Shot.at(told(job, told + (result.text().isBlank() ? "" : "\n" + result.text())), rooms.now(), 0);
    }

    private Job told(Job job, String outcome) {
        ObjectNode source = job.source().deepCopy();
        ObjectNode payload = (ObjectNode) source.path("payload");
        String field = job.payload() instanceof Payload.Event ? "text" : "message";
        if (payload.has(field)) {
            payload.put(field, payload.path(field).asText() + "\n\n" + outcome);
        }
        return book.read(source);
    }
}
