package dev.chela.core.plugin.internal;

import dev.chela.api.fault.Permanent;
import dev.chela.api.net.Http;
import dev.chela.core.config.Config.Live;
import dev.chela.core.plugin.Coordinates;
import dev.chela.core.plugin.Source.Maven;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** Jars by Maven coordinates, from the first repository that has them. Blocks. Safe on any thread. */
final class MavenRepositories {
    private final Landing landing;
    private final Http http;
    private final Live<MavenSettings> settings;

    MavenRepositories(Landing landing, Http http, Live<MavenSettings> settings) {
        this.landing = landing;
        this.http = http;
        this.settings = settings;
    }

    <T> T with(Maven source, Function<Path, T> use) {
        source.sha256().ifPresent(Downloads::checkDigest);
        return landing.lend(source.coordinates().file(), jar -> fetch(source, jar), use);
    }

    private void fetch(Maven source, Path jar) throws IOException {
        Coordinates wanted = source.coordinates();
        List<String> looked = new ArrayList<>();
        for (String address : Objects.requireNonNull(settings.get().repositories(), "the settings have a default")) {
            Repository repository = Repository.of(address, http);
            if (repository.find(wanted.path(), body -> Landing.keep(body, jar)).isPresent()) {
                vouch(repository, source, jar);
                return;
            }
            looked.add(repository.told(wanted.path()));
        }
        throw new Permanent(looked.isEmpty() ? "there is no repository in " + MavenSettings.KEY + " that could have " + wanted
                : "there is no " + wanted + ": neither " + String.join(" nor ", looked) + "; where is looked stands in " + MavenSettings.KEY);
    }

    private static void vouch(Repository repository, Maven source, Path jar) throws IOException {
        String where = repository.told(source.coordinates().path());
        if (source.sha256().isPresent()) {
            Downloads.check(jar, source.sha256().get(), where);
            return;
        }
        if (repository.open()) {
            throw new Permanent(where + " is fetched in clear, so that anybody on the way could have written the jar and its checksum;"
                    + " give the SHA-256 that its publisher tells, or use the repository's https address");
        }
        for (Checksum kind : Checksum.values()) {
            String beside = source.coordinates().path() + kind.ending();
            Optional<Boolean> right = repository.find(beside, said -> {
                kind.check(jar, said, repository.told(beside));
                return true;
            });
            if (right.isPresent()) {
                return;
            }
        }
        throw new Permanent("the repository has no checksum (.sha256, .sha512 or .sha1) beside " + where + ", so nothing says whether it is whole;"
                + " give the SHA-256 that its publisher tells");
    }
}
