package dev.chela.core.tool.internal;

import dev.chela.api.fault.Denied;
import dev.chela.api.grant.Files;
import dev.chela.api.id.AgentId;
import dev.chela.api.id.SessionKey;
import dev.chela.api.task.Cancellation;
import dev.chela.api.tool.ToolCall;
import dev.chela.core.guest.Bounds;
import dev.chela.core.guest.GrantSource;
import dev.chela.core.guest.Grants;
import dev.chela.core.guest.Guest;
import dev.chela.core.tool.Powers;
import dev.chela.core.tool.ToolRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A call while it runs. What it granted ends with it. */
final class LiveCall implements ToolCall, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveCall.class);

    private final ToolRequest request;
    private final Guest guest;
    private final Powers powers;
    private final Function<Class<?>, @Nullable GrantSource<?>> sources;
    private final List<Object> granted = new ArrayList<>();
    private boolean over;

    LiveCall(ToolRequest request, Guest guest, Powers powers, Function<Class<?>, @Nullable GrantSource<?>> sources) {
        this.request = request;
        this.guest = guest;
        this.powers = powers;
        this.sources = sources;
    }

    @Override
    public String id() {
        return request.callId();
    }

    @Override
    public SessionKey session() {
        return request.whose().session();
    }

    @Override
    public AgentId agent() {
        return request.whose().agent();
    }

    @Override
    public Path workspace() {
        return request.whose().workspace();
    }

    @Override
    public Cancellation cancellation() {
        return request.cancellation();
    }

    @Override
    public void progress(String line) {
        synchronized (granted) {
            if (over) {
                return;
            }
        }
        request.progress().accept(line);
    }

    @Override
    public <G> G grant(Class<G> power) {
        String name = Powers.name(power);
        if (!powers.include(power)) {
            throw new Denied("the plugin " + guest + " uses the power '" + name + "' but does not declare it; its manifest needs"
                    + " Require-Capability: " + Powers.NAMESPACE + ";filter:=\"(power=" + name + ")\"");
        }
        Powers.kind(power).ifPresent(new Bounds(guest, powers.bounds())::require);
        GrantSource<?> source = sources.apply(power);
        if (source == null) {
            throw new Denied("this gateway has no power '" + name + "' to grant");
        }
        synchronized (granted) {
            if (over) {
                throw new Denied("the call " + id() + " is over; a power must be asked for while it runs");
            }
            G grant = power.cast(source.grant(this));
            granted.add(grant);
            return bounded(power, grant);
        }
    }

    private <G> G bounded(Class<G> power, G grant) {
        return grant instanceof Files files && powers.bounds().isPresent()
                ? power.cast(new RootedFiles(files, guest, powers.bounds().get().names(Grants.Kind.FILES), workspace())) : grant;
    }

    @Override
    public void close() {
        List<Object> ended;
        synchronized (granted) {
            over = true;
            ended = List.copyOf(granted);
        }
        for (Object grant : ended) {
            if (grant instanceof AutoCloseable closeable) {
                close(closeable);
            }
        }
    }

    private void close(AutoCloseable grant) {
        try {
            grant.close();
        } catch (Exception e) {
            LOG.error("a power granted to {} could not be taken back", request.tool(), e);
        }
    }
}
