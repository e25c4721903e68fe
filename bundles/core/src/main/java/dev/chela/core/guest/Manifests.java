package dev.chela.core.guest;

import dev.chela.api.fault.Permanent;
import dev.chela.core.config.Config;
import dev.chela.core.config.Config.Live;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** What the manifests of bundles say that they want. */
@Component(service = Manifests.class)
public final class Manifests {
    /** Where plugins are installed from. What came with the distribution is not held to say what it wants, but to what it says. */
    public static final String PLUGINS = "chela:";
    private static final Grants NOTHING = new Grants(Map.of());

    private final BundleContext context;
    private final Live<GrantSettings> settings;

    @Activate
    public Manifests(BundleContext context, @Reference Config config) {
        this.context = context;
        this.settings = config.section("plugins.grants", GrantSettings.class);
    }

    @Deactivate
    public void close() {
        settings.close();
    }

    /** Empty where nothing bounds it. */
    Optional<Grants> grants(Guest guest) {
        Bundle bundle = context.getBundle(guest.bundle());
        return bundle == null ? Optional.of(NOTHING) : said(bundle).or(() -> unsaid(bundle));
    }

    private Optional<Grants> unsaid(Bundle bundle) {
        boolean held = bundle.getLocation().startsWith(PLUGINS) && settings.get().policy() == GrantSettings.Policy.REQUIRE;
        return held ? Optional.of(NOTHING) : Optional.empty();
    }

    /**
     * @return empty where the manifest does not say it
     * @throws Permanent telling what of it cannot be read
     */
    public static Optional<Grants> said(Bundle bundle) {
        @Nullable String header = bundle.getHeaders("").get(Grants.HEADER);
        return header == null ? Optional.empty() : Optional.of(Grants.parse(header));
    }
}
