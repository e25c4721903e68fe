package dev.chela.core.annex.internal;

import dev.chela.api.task.Clock;
import dev.chela.api.tool.Tool;
import dev.chela.core.annex.Annex;
import dev.chela.core.annex.AnnexSettings;
import dev.chela.core.annex.Lane;
import dev.chela.core.config.Config;
import dev.chela.core.guest.Grants;
import dev.chela.core.guest.Guest;
import dev.chela.core.guest.Guests;
import dev.chela.core.guest.Manifests;
import dev.chela.core.home.Home;
import dev.chela.core.process.Attendant;
import dev.chela.core.process.ProcessHost;
import dev.chela.core.sandbox.Bubblewrap;
import dev.chela.core.task.Scope;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The second lane, as configured. */
@Component(service = Annex.class)
public final class ChildAnnex implements Annex {
    private static final Logger LOG = LoggerFactory.getLogger(ChildAnnex.class);

    private final Config.Live<AnnexSettings> settings;
    private final Home home;
    private final ProcessHost processes;
    private final Bubblewrap bubblewrap;
    private final Guests guests;
    private final Clock clock;
    private final Supplier<Provisions> provisions;
    private final HouseRules rules;
    private final Rooms rooms;
    private final Scope threads = new Scope("annex");
    private final Map<Long, Standing> standing = new ConcurrentHashMap<>();

    /** @param open why there are no walls; empty when there are */
    private record Standing(Keeper keeper, String open) {}

    @Activate
    public ChildAnnex(BundleContext context, @Reference Config config, @Reference Home home, @Reference ProcessHost processes,
            @Reference Bubblewrap bubblewrap, @Reference Guests guests, @Reference Clock clock) {
        this(config, home, processes, bubblewrap, guests, clock, () -> Provisions.of(context));
    }

    /** @param provisions asked for with each process */
    public ChildAnnex(Config config, Home home, ProcessHost processes, Bubblewrap bubblewrap, Guests guests, Clock clock,
            Supplier<Provisions> provisions) {
        this.settings = config.section("plugins.lane", AnnexSettings.class);
        this.home = home;
        this.processes = processes;
        this.bubblewrap = bubblewrap;
        this.guests = guests;
        this.clock = clock;
        this.provisions = provisions;
        this.rules = new HouseRules(home.root());
        this.rooms = new Rooms(home.directory("run/annex"));
    }

    @Deactivate
    public void close() {
        standing.values().parallelStream().map(Standing::keeper).forEach(Keeper::close);
        threads.close();
        settings.close();
    }

    @Override
    public Optional<Lane> named(String plugin) {
        return settings.get().named(plugin);
    }

    @Override
    public Lane usual() {
        return Objects.requireNonNull(settings.get().default_(), "the settings have a default");
    }

    @Override
    public Optional<String> wallTrouble() {
        return bubblewrap.trouble();
    }

    @Override
    public void check(Path jar) {
        rules.check(jar);
    }

    @Override
    public List<String> openings(Path jar) {
        return Wants.of(Optional.ofNullable(Front.headers(jar).getValue(Grants.HEADER))).words();
    }

    @Override
    public byte[] front(Path jar) {
        return Front.of(jar);
    }

    @Override
    public Stay open(Bundle front, Consumer<List<Tool<?>>> shelf) throws InterruptedException {
        Guest guest = new Guest(front.getBundleId(), front.getSymbolicName(), front.getVersion().toString());
        Path jar = home.directory("plugins").resolve(front.getLocation().substring(Manifests.PLUGINS.length()) + ".jar");
        Wants wants = Wants.of(Optional.ofNullable(front.getHeaders("").get(Grants.HEADER)));
        String open = bubblewrap.trouble().orElse("");
        if (!open.isEmpty()) {
            LOG.warn("{} runs in a process of its own, without a sandbox: {}", guest, open);
        }
        Keeper keeper = new Keeper(guest.plugin(), self -> start(self, jar, wants, open.isEmpty(), guest.plugin()), new Keeper.House(guests.admit(guest), threads, clock), shelf,
                () -> standing.remove(guest.bundle()));
        standing.put(guest.bundle(), new Standing(keeper, open));
        boolean up = false;
        try {
            keeper.open();
            up = true;
            return keeper;
        } finally {
            if (!up) {
                keeper.close();
            }
        }
    }

    private Child start(Keeper keeper, Path jar, Wants wants, boolean walls, String plugin) {
        ChildLine line = new ChildLine(provisions.get(), bubblewrap);
        Path room = rooms.make();
        int memory = Objects.requireNonNull(settings.get().memoryMb(), "the settings have a default");
        Attendant process = processes.attend(line.of(jar, room, wants, memory, walls), room, line.variables(room));
        process.ended().thenAccept(exit -> threads.start("room of " + plugin, () -> rooms.clear(room)));
        threads.start("words of " + plugin, () -> new Murmur(plugin, clock).listen(process.errors()));
        return new Child(process, keeper::relist, threads, clock);
    }

    @Override
    public Optional<Fare> fare(Bundle front) {
        return Optional.ofNullable(standing.get(front.getBundleId()))
                .map(one -> new Fare(one.keeper().pid(), one.open(), one.keeper().trouble()));
    }
}
