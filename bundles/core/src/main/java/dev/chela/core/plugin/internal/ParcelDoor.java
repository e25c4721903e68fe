package dev.chela.core.plugin.internal;

import dev.chela.api.fault.Transient;
import dev.chela.api.task.Clock;
import dev.chela.core.event.Events;
import dev.chela.core.home.Home;
import dev.chela.core.plugin.Locks;
import dev.chela.core.plugin.ParcelOutlook;
import dev.chela.core.plugin.ParcelOutlooks;
import dev.chela.core.plugin.Plugins;
import dev.chela.core.plugin.Plugins.Mode;
import dev.chela.core.plugin.Sources;
import dev.chela.core.store.Ledger;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has {@link Parcels} begin when all plugins that were there before are back, however long that takes: nobody waits for it. */
@Component(immediate = true)
public final class ParcelDoor implements ParcelOutlooks {
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Logger LOG = LoggerFactory.getLogger(ParcelDoor.class);

    private final Plugins plugins;
    private final Sources sources;
    private final Locks locks;
    private final Home home;
    private final Ledger ledger;
    private final Events events;
    private final Clock clock;
    private @Nullable Parcels parcels;

    @Activate
    public ParcelDoor(@Reference Plugins plugins, @Reference Sources sources, @Reference Locks locks, @Reference Home home, @Reference Ledger ledger,
            @Reference Events events, @Reference Clock clock) {
        this.plugins = plugins;
        this.sources = sources;
        this.locks = locks;
        this.home = home;
        this.ledger = ledger;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public ParcelOutlook plan(Path parcel, Mode mode) {
        return foresight().plan(parcel, mode);
    }

    @Override
    public ParcelOutlook verify(Path parcel) {
        return foresight().verify(parcel);
    }

    private synchronized ParcelForesight foresight() {
        if (parcels == null) {
            throw new Transient("the plugins that were there before are not all back yet; feature files and archives are looked at afterwards", SOON);
        }
        return parcels.foresight();
    }

    @Reference(name = "porch", unbind = "shut", cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    public synchronized void open(Porch porch) {
        try {
            parcels = new Parcels(porch, plugins, sources, locks, home, ledger, events, clock);
        } catch (IOException unwatched) {
            LOG.error("feature files and archives in {} are not looked at: {}; restart the gateway", porch.directory(), unwatched.toString());
        }
    }

    public void shut(Porch porch) {
        close();
    }

    @Deactivate
    public synchronized void close() {
        Parcels open = parcels;
        parcels = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                LOG.debug("the watch of feature files could not be closed", e);
            }
        }
    }
}
