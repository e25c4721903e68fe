package dev.chela.core.plugin;

import dev.chela.core.guest.Effort;
import dev.chela.core.guest.Guest;
import dev.chela.core.guest.Guests.Mishap;
import dev.chela.core.guest.Traffic;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The plugins of {@code deploy/}. Safe on any thread. Asking never waits for a swap; the verbs wait for theirs, a minute at most, and
 * are not for calls made by a plugin, which may be what is swapped.
 */
public interface Plugins {
    /** What a feature file or an archive is called. */
    Pattern PARCEL = Pattern.compile("[^.].*\\.(kar|xml)");

    /** By file name. What stands in the boot set is not among them. */
    List<Installed> list();

    /** What the boot set brings of the same kind; it goes with the distribution, not by these verbs. */
    List<Builtin> builtin();

    /** Files that lie in {@code deploy/} and are put aside, with what they say they are. */
    List<Disabled> disabled();

    /**
     * Puts a jar into {@code deploy/} under its own name, or in the place of the plugin's other build, and waits for the verdict.
     *
     * @param jar on this machine
     * @throws dev.chela.api.fault.Permanent telling why it is refused; what was there goes on working
     * @throws dev.chela.api.fault.Transient when there was no verdict in time
     */
    default Installed install(Path jar, Mode mode) {
        return install(jar, mode, new Source.Local(jar));
    }

    /** The same. @param from where the jar came from, to be remembered as long as it is here */
    Installed install(Path jar, Mode mode, Source from);

    /**
     * Puts a jar into {@code deploy/} as one that is put aside, in the place of the plugin's other build that is aside. None of its code runs.
     *
     * @param from as {@link #install(Path, Mode, Source)}
     * @throws dev.chela.api.fault.Permanent when it is no bundle, or the plugin is in use
     */
    Disabled shelve(Path jar, Source from);

    /** What lies in {@code deploy/} and was not refused, with where it came from; by id. A jar that is aside and no bundle is not in it. */
    List<Stocked> stock();

    /**
     * Puts a feature file or an archive into {@code deploy/} under its own name, and waits until what it names is there.
     *
     * @param parcel on this machine, ending in {@code .xml} or {@code .kar}
     * @param mode whether a file of that name may be there already
     * @return what it brought
     * @throws dev.chela.api.fault.Permanent telling why it is refused; what lay there lies there again
     * @throws dev.chela.api.fault.Transient when there was no verdict in time; it goes on
     */
    List<Generation> bring(Path parcel, Mode mode);

    /** The file that is for {@link #bring}, by its name; empty when it is a jar. */
    static Optional<Path> parcel(Source from) {
        return from instanceof Source.Local local && PARCEL.matcher(String.valueOf(local.jar().getFileName())).matches() ? Optional.of(local.jar()) : Optional.empty();
    }

    /**
     * What {@link #install} would do now, without doing it. None of the jar's code runs.
     *
     * @throws dev.chela.api.fault.Permanent telling why it would be refused
     * @throws dev.chela.api.fault.Transient when a swap that is under way takes longer than a minute
     */
    Outlook plan(Path jar, Mode mode);

    /**
     * The same, of a jar whatever is wrong with it, and whether or not there is such a plugin.
     *
     * @throws dev.chela.api.fault.Permanent when there is no such file
     * @throws dev.chela.api.fault.Transient as {@link #plan}
     */
    Outlook verify(Path jar);

    /**
     * What a plugin, or one of the boot set, takes from others, and others from it.
     *
     * @throws dev.chela.api.fault.Permanent when there is none of that name, or it is put aside
     */
    Ties ties(String id);

    /** Whether a plugin of that name may be there already. */
    enum Mode { NEW, UPDATE }

    /**
     * Puts a plugin aside: its jar keeps lying in {@code deploy/}, as {@code <file>.disabled}. Running calls drain first.
     *
     * @throws dev.chela.api.fault.Permanent when there is no such plugin in {@code deploy/}
     */
    Disabled disable(String id);

    /** Takes a plugin up again that was put aside. Faults as {@link #install}. */
    Installed enable(String id);

    /**
     * Deletes a plugin's jar from {@code deploy/}, put aside or not. Running calls drain first.
     *
     * @return the file's name
     * @throws dev.chela.api.fault.Permanent when there is no such plugin in {@code deploy/}
     */
    String uninstall(String id);

    /**
     * Its generations before the present one, the last first: five at most, for thirty days, also of a plugin that is gone. A copy of each
     * is kept.
     */
    List<Past> history(String id);

    /**
     * Puts an earlier generation in the place of the present one, which is an earlier one from then on; or where a plugin stood that is gone.
     *
     * @param sha256 of its jar, or the beginning of that; empty for the last one
     * @throws dev.chela.api.fault.Permanent telling why it cannot be; what is there goes on working
     * @throws dev.chela.api.fault.Transient when there was no verdict in time
     */
    Installed rollback(String id, String sha256);

    /** What each plugin has cost since it started, those of the boot set, too: who took most time first. Of what offers nothing that is called there is nothing. */
    List<Burden> burdens();

    /** Looks at every file again, also at those that were refused: what they lacked may have come. */
    void refresh();

    /** By file name. A file leaves this list when it is overwritten or deleted. */
    List<Refused> refused();

    /** Plugins whose newest generation failed in its first minutes, so that the one before is there again; until they are changed once more. */
    List<Returned> returned();

    /**
     * @param file its name in {@code deploy/}
     * @param problem what keeps it from working, such as that it failed too often and is left alone for a while, for people; empty when it works
     * @param since when this generation was installed
     * @param bundle its id in the framework; it has another one after a restart
     * @param faults exceptions that its code threw into calls, since it started
     * @param provides what its manifest says, such as {@code tool dice}
     * @param wants as {@link Outlook.Build#wants}
     * @param signature as its signer is judged now, which may be another way than when it was loaded
     * @param elsewhere where it runs when that is not the gateway's own process, for people, as in "it runs …"; empty when it is
     */
    record Installed(
            Generation generation, String file, String problem, Instant since, long bundle, long faults, List<String> provides,
            List<String> wants, Signature signature, String elsewhere) {
        public boolean works() {
            return problem.isEmpty();
        }
    }

    /** @param problem as {@link Installed#problem} */
    record Builtin(String id, String version, String problem, long bundle, List<String> provides, List<String> wants) {}

    /** @param file without {@code .disabled} */
    record Disabled(Generation generation, String file) {}

    /** @param jar a copy that nobody writes to, or the one that is put aside */
    record Stocked(PluginLock.Locked as, Path jar) {}

    /**
     * @param file where it stood in {@code deploy/}
     * @param since when it was installed
     * @param until when it left
     */
    record Past(Generation generation, String file, Instant since, Instant until) {}

    /**
     * @param rests until when it is not called, since it failed again and again
     * @param mishaps its last mistakes, also those of earlier generations, the last first
     * @param elsewhere as {@link Installed#elsewhere}
     */
    record Burden(Guest guest, Calls calls, Held held, Optional<Instant> rests, List<Mishap> mishaps, String elsewhere) {}

    /**
     * @param running those in it now
     * @param effort what they took, all together
     * @param traffic what it had carried for them, and for what it does by itself
     */
    record Calls(int running, long all, long faults, Effort effort, Traffic.Sum traffic) {}

    /**
     * @param threads that it made itself and that its code runs on now; of a plugin of the boot set they are not told apart
     * @param earlier generations that are gone and whose classes are in memory still: more than a few are a leak
     */
    record Held(int threads, int earlier) {}

    /** @param why for people: how often it failed, and with what */
    record Returned(String file, Generation failed, Generation now, String why, Instant at) {}

    /** @param reason one sentence that names the cause and what to do */
    record Refused(String file, String reason, Instant at) {}
}
