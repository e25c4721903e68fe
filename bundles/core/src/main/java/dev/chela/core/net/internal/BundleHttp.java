package dev.chela.core.net.internal;

import dev.chela.api.net.Http;
import dev.chela.api.net.WebSocket;
import dev.chela.core.guest.Guest;
import dev.chela.core.guest.Guests;
import dev.chela.core.net.GuardedHttp;
import dev.chela.core.net.Passage;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.service.component.ComponentContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ServiceScope;

/** The one HTTP client, as each bundle that refers to it has it: a plugin gets no further than its manifest says. */
@Component(service = Http.class, scope = ServiceScope.BUNDLE)
public final class BundleHttp implements Http {
    private final Http inner;

    @Activate
    public BundleHttp(ComponentContext context, @Reference JdkHttp http, @Reference Guests guests) {
        Bundle bundle = context.getUsingBundle();
        Guest guest = new Guest(bundle.getBundleId(), bundle.getSymbolicName(), bundle.getVersion().toString());
        inner = new GuardedHttp(http, new Passage(to -> guests.bounds(guest).network(to, Set.of()), () -> guests.traffic(guest)));
    }

    @Override
    public Answer send(Call call, long maxBytes) {
        return inner.send(call, maxBytes);
    }

    @Override
    public Answer send(Call call, List<Part> form, long maxBytes) {
        return inner.send(call, form, maxBytes);
    }

    @Override
    public Streaming open(Call call) {
        return inner.open(call);
    }

    @Override
    public WebSocket connect(URI uri, Duration timeout, int longest) {
        return inner.connect(uri, timeout, longest);
    }

    @Override
    public Http outside(Set<String> trusted) {
        return inner.outside(trusted);
    }
}
