package dev.chela.hooks.folders;

import dev.chela.api.fault.Fault;
import dev.chela.api.hook.Hook;
import dev.chela.api.hook.Passage;
import dev.chela.api.hook.Verdict;
import dev.chela.api.task.Clock;
import dev.chela.core.hook.Breaker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.osgi.framework.Constants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the scripts whose word counts at one passage, one after the other; each sees what the one before made of it. They share the time
 * that a hook has, so that one that hangs leaves the others theirs. A script's fault is dealt with here; this hook's own is none of a script.
 */
abstract class Counsel<P extends Passage> implements Hook<P> {
    private static final Logger LOG = LoggerFactory.getLogger(Counsel.class);
    /** After everybody else who changes something: a guard judges what will really pass. */
    private static final int LAST = -1_000;
    /** Of the time that a hook has; the rest is for what stands around the scripts, lest this hook itself be late. */
    private static final double SHARED = 0.75;

    private final Matter<P> matter;
    private final Room room;
    private final boolean strict;

    private Counsel(Matter<P> matter, Room room, boolean strict) {
        this.matter = matter;
        this.room = room;
        this.strict = strict;
    }

    /**
     * What it works with.
     *
     * @param deadline how long all scripts of one passage may take together
     * @param breakers by the names of hooks
     */
    record Room(FolderHooks folders, Runner runner, Clock clock, Supplier<Duration> deadline, Map<String, Breaker> breakers) {}

    /** @return two for each passage: those who may change it, and those who keep it from happening */
    static Stream<Counsel<?>> all(Room room) {
        return Matters.ALL.stream().flatMap(matter -> Stream.<Counsel<?>>of(new Advisers<>(matter, room), new Guards<>(matter, room)));
    }

    static final class Advisers<P extends Passage> extends Counsel<P> {
        Advisers(Matter<P> matter, Room room) {
            super(matter, room, false);
        }
    }

    static final class Guards<P extends Passage> extends Counsel<P> {
        Guards(Matter<P> matter, Room room) {
            super(matter, room, true);
        }
    }

    /** Those that its service has. */
    Map<String, Object> properties() {
        return strict ? Map.of(Hook.ON_FAULT, Hook.STOP, Constants.SERVICE_RANKING, LAST) : Map.of();
    }

    @Override
    public Class<P> at() {
        return matter.at();
    }

    @Override
    public Verdict<P> on(P passing) throws InterruptedException {
        List<FolderHook> scripts = room.folders().deciding(matter.told(passing, room.clock().now()), strict);
        P now = passing;
        for (FolderHook script : scripts) {
            Verdict<P> verdict = asked(script, now, Duration.ofMillis((long) (room.deadline().get().toMillis() * SHARED / scripts.size())));
            if (verdict instanceof Verdict.Stop<P>) {
                return verdict;
            }
            now = verdict instanceof Verdict.Replace<P> replace ? replace.with() : now;
        }
        return now.equals(passing) ? Verdict.pass() : Verdict.replace(now);
    }

    private Verdict<P> asked(FolderHook script, P passing, Duration limit) throws InterruptedException {
        Breaker breaker = room.breakers().computeIfAbsent(script.name(), name -> new Breaker());
        if (breaker.rests(room.clock().now())) {
            return without(script, "it failed " + Breaker.FAULTS + " times in a row and rests");
        }
        Runner.Job job = room.folders().job(script, matter.told(passing, room.clock().now()));
        try {
            Verdict<P> verdict = Answer.read(matter, passing, room.runner().ask(job, limit));
            breaker.answered();
            room.runner().answered(job);
            return verdict instanceof Verdict.Stop<P> stop ? Verdict.stop(script.name() + ": " + stop.why()) : verdict;
        } catch (Fault fault) {
            String said = String.valueOf(fault.getMessage());
            room.runner().failed(job, said);
            if (breaker.failed(room.clock().now()) == Breaker.Turn.RESTS) {
                LOG.warn("the hook {} failed {} times in a row, and is not asked for {} s; {}", script.name(), Breaker.FAULTS, Breaker.REST.toSeconds(),
                        strict ? "what it guards is stopped meanwhile" : "it goes on without it");
            }
            return without(script, said);
        }
    }

    private Verdict<P> without(FolderHook script, String fault) {
        return strict ? Verdict.stop(script.name() + " could not decide: " + fault) : Verdict.pass();
    }
}
