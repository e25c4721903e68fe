package dev.chela.core.plugin.internal;

import dev.chela.api.fault.Permanent;
import dev.chela.api.net.Http;
import dev.chela.core.config.Config;
import dev.chela.core.config.Config.Live;
import dev.chela.core.home.Home;
import dev.chela.core.plugin.Source;
import dev.chela.core.plugin.Sources;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** What comes from elsewhere lies in {@code plugins/downloads/} of the home as long as it is looked at. */
@Component(service = Sources.class)
public final class JarSources implements Sources {
    private final Live<MavenSettings> settings;
    private final Downloads downloads;
    private final MavenRepositories repositories;

    @Activate
    public JarSources(@Reference Home home, @Reference Http http, @Reference Config config) throws IOException {
        Landing landing = new Landing(home.directory("plugins/downloads"));
        settings = config.section("plugins.maven", MavenSettings.class);
        downloads = new Downloads(landing, http);
        repositories = new MavenRepositories(landing, http, settings);
    }

    @Deactivate
    public void close() {
        settings.close();
    }

    @Override
    public <T> T with(Source source, Function<Path, T> use) {
        if (source instanceof Source.Web web) {
            return downloads.with(web, use);
        }
        if (source instanceof Source.Maven maven) {
            return repositories.with(maven, use);
        }
        if (source instanceof Source.Local local) {
            return use.apply(local.jar());
        }
        throw new Permanent("nobody knows where it came from: it was laid into deploy/ by hand");
    }
}
