package dev.chela.gateway.internal.http;

import dev.chela.api.http.WebMount;
import dev.chela.gateway.internal.config.GatewaySection;
import dev.chela.gateway.internal.config.Settings;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Announces where web pages hang, and takes it back when they are switched off. The service is registered by hand, since it must
 * come, go and change with the configuration while this component stays.
 */
@Component(service = PagePlace.class, immediate = true)
public final class PagePlace {
    private final BundleContext bundle;
    private final AutoCloseable subscription;
    private Optional<String> place = Optional.empty();
    private @Nullable ServiceRegistration<WebMount> announced;

    @Activate
    public PagePlace(BundleContext bundle, @Reference GatewaySection section) {
        this.bundle = bundle;
        this.subscription = section.onChange(this::follow);
        section.current().ifPresent(this::follow);
    }

    private synchronized void follow(Settings settings) {
        if (settings.webPages().equals(place)) {
            return;
        }
        withdraw();
        place = settings.webPages();
        place.ifPresent(path -> announced = bundle.registerService(WebMount.class, () -> path, null));
    }

    private void withdraw() {
        if (announced != null) {
            announced.unregister();
            announced = null;
        }
    }

    @Deactivate
    public synchronized void stop() throws Exception {
        subscription.close();
        withdraw();
    }
}
