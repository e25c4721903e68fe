package dev.chela.core.plugin.internal;

import dev.chela.api.fault.Fault;
import dev.chela.api.fault.Permanent;
import dev.chela.core.plugin.Generation;
import dev.chela.core.plugin.Outlook;
import dev.chela.core.plugin.ParcelOutlook;
import dev.chela.core.plugin.PluginLock.Locked;
import dev.chela.core.plugin.Plugins;
import dev.chela.core.plugin.Plugins.Mode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells what would become of a feature file or an archive, by what is asked when one is taken. Safe on any thread. */
final class ParcelForesight {
    private final Path directory;
    private final Plugins plugins;
    private final Consignments consignments;
    private final Landing landing;

    /** @param directory in which it would lie */
    ParcelForesight(Path directory, Plugins plugins, Consignments consignments, Landing landing) {
        this.directory = directory;
        this.plugins = plugins;
        this.consignments = consignments;
        this.landing = landing;
    }

    ParcelOutlook plan(Path parcel, Mode mode) {
        ParcelErrand.placed(parcel, directory, mode);
        ParcelOutlook outlook = verify(parcel);
        if (!outlook.problem().isEmpty()) {
            throw new Permanent(outlook.file() + " would be refused: " + outlook.problem());
        }
        return outlook;
    }

    ParcelOutlook verify(Path parcel) {
        String file = ParcelErrand.named(parcel);
        return landing.room(room -> {
            try {
                Path copy = Consignments.copy(parcel, room.resolve("parcel"));
                return look(file, copy, Staging.sha256(copy), Files.createDirectory(room.resolve("jars")));
            } catch (IOException e) {
                throw new Permanent(parcel + " cannot be read: " + e.getMessage(), e);
            }
        });
    }

    private ParcelOutlook look(String file, Path parcel, String sha256, Path room) throws IOException {
        List<Locked> named;
        try {
            named = consignments.unpack(file, parcel, room).orElseThrow(() -> new Permanent("it is no feature file"));
        } catch (Fault unfit) {
            return new ParcelOutlook(file, sha256, String.valueOf(unfit.getMessage()), List.of(), List.of(), List.of());
        }
        String problem = problem(file, named, room);
        List<Generation> standing = consignments.standing(file);
        Set<String> ids = named.stream().map(Locked::id).collect(Collectors.toSet());
        return new ParcelOutlook(file, sha256, problem, outlooks(named.stream().filter(Locked::enabled).toList(), room),
                named.stream().filter(plugin -> !plugin.enabled()).map(Locked::generation).filter(plugin -> !standing.contains(plugin)).toList(),
                standing.stream().filter(before -> !ids.contains(before.id())).toList());
    }

    private String problem(String file, List<Locked> named, Path room) {
        try {
            consignments.order(file, named, room);
            return "";
        } catch (Fault | UncheckedIOException reason) {
            return String.valueOf(reason.getMessage());
        }
    }

    /** Each is looked at under the name that it would have. */
    private List<Outlook> outlooks(List<Locked> named, Path room) throws IOException {
        Map<String, Path> jars = Gathering.jars(room);
        List<Outlook> all = new ArrayList<>();
        for (Locked plugin : named) {
            Path place = Files.createDirectory(room.resolve(plugin.id()));
            Path jar = jars.get(plugin.generation().sha256());
            all.add(plugins.verify(Files.copy(jar, place.resolve(plugin.file()))));
        }
        return all;
    }
}
