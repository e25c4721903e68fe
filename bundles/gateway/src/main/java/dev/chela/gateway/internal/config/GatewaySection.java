package dev.chela.gateway.internal.config;

import dev.chela.api.config.ConfigSection;
import dev.chela.api.config.KnownSecrets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.jspecify.annotations.Nullable;

/** Owns the section {@code gateway}: the settings in force, and who wants to know when they change. */
@Component(service = {ConfigSection.class, GatewaySection.class})
public final class GatewaySection implements ConfigSection<GatewayConfig> {
    private final Overrides overrides;
    private final KnownSecrets secrets;
    private final List<Consumer<Settings>> listeners = new CopyOnWriteArrayList<>();
    private volatile @Nullable Settings current;

    @Activate
    public GatewaySection(BundleContext context, @Reference KnownSecrets secrets) {
        this(Overrides.from(context::getProperty, System::getenv), secrets);
    }

    public GatewaySection(Overrides overrides, KnownSecrets secrets) {
        this.overrides = overrides;
        this.secrets = secrets;
    }

    @Override
    public String path() {
        return "gateway";
    }

    @Override
    public Class<GatewayConfig> type() {
        return GatewayConfig.class;
    }

    @Override
    public void apply(GatewayConfig values) {
        Settings next = Settings.resolve(values, overrides);
        secrets.keep(next.secret());
        current = next;
        listeners.forEach(listener -> listener.accept(next));
    }

    /** Empty until the configuration has been read for the first time. */
    public Optional<Settings> current() {
        return Optional.ofNullable(current);
    }

    public Overrides overrides() {
        return overrides;
    }

    /** Called with the new settings after each change, on the thread that applies them. */
    public AutoCloseable onChange(Consumer<Settings> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
