package dev.chela.core.plugin.internal;

import dev.chela.api.task.Cancellation.Registration;
import dev.chela.api.task.Clock;
import dev.chela.core.annex.Annex;
import dev.chela.core.event.Events;
import dev.chela.core.guest.Guests;
import dev.chela.core.home.Home;
import dev.chela.core.plugin.Generation;
import dev.chela.core.plugin.Outlook;
import dev.chela.core.plugin.Plugins;
import dev.chela.core.plugin.Source;
import dev.chela.core.plugin.Ties;
import dev.chela.core.plugin.Trust;
import dev.chela.core.store.Ledger;
import dev.chela.core.task.Scope;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the directory named by the framework property {@code chela.deploy}, else {@code deploy} under the home. One thread does
 * everything, so swaps are queued by nature.
 */
@Component(service = Plugins.class, immediate = true)
public final class DeployedPlugins implements Plugins {
    private static final Logger LOG = LoggerFactory.getLogger(DeployedPlugins.class);
    /** How long a plugin that hangs as it starts may keep everybody waiting. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Residents residents;
    private final DeployFolder folder;
    private final Restoration restoration;
    private final Shelf shelf;
    private final PluginBook book;
    private final Errands errands;
    private final ParcelErrand parcels;
    private final Stock stock;
    private final Requests requests;
    private final Foresight foresight;
    private final Roster roster;
    private final Canary canary;
    private final Remains remains;
    private final Gate gate;
    private final Burdens burdens;
    private final Scope scope = new Scope("plugin");
    private final Watch watch;
    private final Registration patience;
    private final Registration trusting;

    @Activate
    public DeployedPlugins(BundleContext context, @Reference ServiceComponentRuntime components, @Reference Guests guests,
            @Reference Ledger ledger, @Reference Home home, @Reference Events events, @Reference Clock clock,
            @Reference Trust trust, @Reference Annex annex) throws IOException {
        this.residents = new Residents(events);
        Hands hands = new Hands();
        Probe probe = new Probe(context, components, hands);
        this.folder = new DeployFolder(chosen(context, home));
        this.shelf = new Shelf(folder);
        this.book = new PluginBook(ledger);
        Staging staging = new Staging(home.directory("plugins"));
        Bundles bundles = new Bundles(context, staging, guests, hands, annex);
        this.remains = bundles.remains();
        this.burdens = new Burdens(context, guests, bundles, annex, clock);
        this.gate = new Gate(trust, annex);
        Swaps swaps = new Swaps(staging, bundles, probe, guests, residents, book, clock, gate);
        this.restoration = new Restoration(folder, staging, bundles, residents, book, clock, gate);
        Reconciler reconciler = new Reconciler(folder, staging, bundles, swaps, residents, book, clock, gate);
        this.requests = new Requests(folder, residents);
        this.errands = new Errands(folder, staging, shelf, residents, book, events);
        this.parcels = new ParcelErrand(folder.directory(), events);
        this.stock = new Stock(folder, staging, shelf, residents, book);
        this.foresight = new Foresight(staging, bundles, swaps, guests, residents, errands, requests, gate);
        this.roster = new Roster(context, guests, residents, probe, new Kinship(bundles.wiring()), gate, annex, clock);
        this.canary = new Canary(guests, residents, errands, events, scope, clock);
        this.watch = new Watch(context, events, folder, restoration, reconciler, residents, requests);
        this.trusting = trust.onChange(requests::again);
        this.patience = clock.after(PATIENCE, watch::arrive);
        scope.start("plugin-watch", () -> watch.run(this::tellTroubles));
    }

    private static Path chosen(BundleContext context, Home home) {
        String property = context.getProperty("chela.deploy");
        Path chosen = property == null || property.isBlank() ? home.root().resolve("deploy") : Path.of(property);
        return chosen.toAbsolutePath().normalize();
    }

    @Deactivate
    public void close() throws IOException {
        trusting.close();
        watch.close();
        patience.close();
        canary.close();
        scope.close();
        folder.close();
    }

    private void tellTroubles() {
        list().stream().filter(installed -> !installed.works() && !restoration.defers(installed.file()))
                .forEach(installed -> LOG.warn("{}: {} does not work: {}", installed.file(), installed.generation(), installed.problem()));
        gate.tell(list());
    }

    /** What generations leave behind. */
    Remains remains() {
        return remains;
    }

    @Override
    public List<Installed> list() {
        return roster.installed();
    }

    @Override
    public List<Builtin> builtin() {
        return roster.builtin();
    }

    @Override
    public List<Disabled> disabled() {
        return shelf.all();
    }

    @Override
    public Installed install(Path jar, Mode mode, Source from) {
        return roster.installed(errands.install(jar, mode, from));
    }

    @Override
    public List<Generation> bring(Path parcel, Mode mode) {
        return parcels.bring(parcel, mode);
    }

    @Override
    public Disabled shelve(Path jar, Source from) {
        return errands.shelve(jar, from);
    }

    @Override
    public List<Stocked> stock() {
        return stock.all();
    }

    @Override
    public Outlook plan(Path jar, Mode mode) {
        return foresight.plan(jar, mode);
    }

    @Override
    public Outlook verify(Path jar) {
        return foresight.verify(jar);
    }

    @Override
    public Ties ties(String id) {
        return roster.ties(id);
    }

    @Override
    public Disabled disable(String id) {
        return errands.disable(id);
    }

    @Override
    public Installed enable(String id) {
        return roster.installed(errands.enable(id));
    }

    @Override
    public String uninstall(String id) {
        return errands.uninstall(id);
    }

    @Override
    public List<Past> history(String id) {
        return book.past(id);
    }

    @Override
    public Installed rollback(String id, String sha256) {
        return roster.installed(errands.rollback(id, sha256));
    }

    @Override
    public List<Burden> burdens() {
        return burdens.all();
    }

    @Override
    public void refresh() {
        requests.refresh();
    }

    @Override
    public List<Returned> returned() {
        return canary.returned();
    }

    @Override
    public List<Refused> refused() {
        return residents.refused();
    }
}
