package dev.chela.httpapi.internal.hooks;

import dev.chela.api.config.ConfigSection;
import dev.chela.api.fault.Permanent;
import dev.chela.api.http.GatewaySecret;
import dev.chela.api.http.HttpEndpoint;
import dev.chela.api.task.Clock;
import dev.chela.core.webhook.WebhooksConfig;
import dev.chela.core.webhook.Webhooks;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds what the section {@code hooks} says of calls from outside. The endpoint is registered by hand, since it moves with the path
 * that the section says; it is there while hooks are switched off as well, or the pages below the root would answer in its place.
 */
@Component(service = ConfigSection.class)
public final class HooksSection implements ConfigSection<WebhooksConfig> {
    private static final Logger LOG = LoggerFactory.getLogger(HooksSection.class);
    private static final int SHORT = 24;

    private final Webhooks webhooks;
    private final GatewaySecret gateway;
    private final FailedAttempts attempts;
    private final Function<HttpEndpoint, Runnable> serve;
    private volatile WebhooksConfig current = WebhooksConfig.OFF;
    private @Nullable Runnable served;

    @Activate
    public HooksSection(BundleContext bundle, @Reference Webhooks webhooks, @Reference GatewaySecret gateway, @Reference Clock clock) {
        this(webhooks, gateway, clock, endpoint -> {
            ServiceRegistration<HttpEndpoint> registration = bundle.registerService(HttpEndpoint.class, endpoint, null);
            return registration::unregister;
        });
    }

    /** @param serve makes an endpoint known; what comes back takes it away again */
    public HooksSection(Webhooks webhooks, GatewaySecret gateway, Clock clock, Function<HttpEndpoint, Runnable> serve) {
        this.webhooks = webhooks;
        this.gateway = gateway;
        this.attempts = new FailedAttempts(clock);
        this.serve = serve;
    }

    @Override
    public String path() {
        return "hooks";
    }

    @Override
    public Class<WebhooksConfig> type() {
        return WebhooksConfig.class;
    }

    @Override
    public synchronized void apply(WebhooksConfig values) {
        if (values.isOn() && gateway.is(values.token())) {
            throw new Permanent("hooks.token is the gateway's own secret: whoever may send a message could do everything; choose another");
        }
        if (values.isOn() && values.token().reveal().length() < SHORT) {
            LOG.warn("hooks.token has less than {} characters; a longer one is harder to guess", SHORT);
        }
        boolean same = served != null && values.path().equals(current.path()) && values.maxBodyBytes().equals(current.maxBodyBytes());
        current = values;
        if (!same) {
            withdraw();
            served = serve.apply(new HookEndpoint(() -> current, webhooks, attempts, gateway));
        }
    }

    private void withdraw() {
        if (served != null) {
            served.run();
            served = null;
        }
    }

    @Deactivate
    public synchronized void stop() {
        withdraw();
    }
}
