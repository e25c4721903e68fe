package dev.chela.core.channel.internal;

import dev.chela.api.channel.ChannelInfo;
import dev.chela.api.channel.ChannelType;
import dev.chela.api.fault.Permanent;
import dev.chela.api.task.Cancellation.Registration;
import dev.chela.core.channel.ChannelsConfig;
import dev.chela.core.channel.ChannelsConfig.AccountSettings;
import dev.chela.core.guest.Attempt;
import dev.chela.core.guest.Desk;
import dev.chela.core.guest.Guest;
import dev.chela.core.guest.Guests;
import dev.chela.core.task.CancelSource;
import dev.chela.core.task.Lanes;
import dev.chela.core.task.Scope;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what is open in line with what is installed and configured. One lane per channel: of two generations of a channel the older
 * one's accounts are closed before the newer one's are opened, since platforms do not like to be connected to twice.
 */
final class Landlord {
    private static final Logger LOG = LoggerFactory.getLogger(Landlord.class);
    private static final Duration SHORT = Duration.ofSeconds(5);
    private static final Duration DRAIN = Duration.ofSeconds(10);
    private static final long PATIENCE_SECONDS = 30;
    /** So long the next generation of a channel is waited for before the channel of another plugin takes over: a bundle may take ten seconds to start. */
    private static final Duration VACANT = Duration.ofSeconds(15);

    private final Floor floor;
    private final Guests guests;
    private final Supplier<ChannelsConfig> config;
    private final Function<ChannelInfo, Registration> keys;
    private final Scope scope = new Scope("chela-channel");
    private final Lanes<String> lanes = new Lanes<>(scope);
    private final Map<ChannelType, Outlet> installed = new ConcurrentHashMap<>();
    private final Map<String, Resident> residents = new ConcurrentHashMap<>();
    private final Set<String> paused = ConcurrentHashMap.newKeySet();
    private final Map<String, Registration> vacant = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    /** @param keys makes the configuration know what a channel's accounts may be configured with */
    Landlord(Floor floor, Guests guests, Supplier<ChannelsConfig> config, Function<ChannelInfo, Registration> keys) {
        this.floor = floor;
        this.guests = guests;
        this.config = config;
        this.keys = keys;
    }

    void add(ChannelType type, Guest guest, long order) {
        Desk desk = guests.admit(guest);
        Attempt<ChannelInfo> told = desk.attempt("the info of a channel of " + guest, SHORT, new CancelSource(), () -> known(type.info()));
        told.ifFailed(failed -> {
            LOG.warn("the channel {} of {} cannot be used: {}", type.getClass().getName(), guest, failed.said());
            desk.close(Duration.ZERO);
        });
        if (told instanceof Attempt.Done<ChannelInfo> info) {
            installed.put(type, new Outlet(type, info.value(), desk, keys.apply(info.value()), order));
            on(info.value().id(), () -> {
                occupied(info.value().id());
                reconcile(info.value().id());
            });
        }
    }

    private static ChannelInfo known(ChannelInfo info) {
        if (!info.id().matches("[a-z][a-z0-9-]*")) {
            throw new Permanent("its id '" + info.id() + "' must match [a-z][a-z0-9-]*");
        }
        AccountKeys.of(info);
        return info;
    }

    /**
     * Waits until its accounts are closed. Where it makes room for its next generation nobody else opens them meanwhile, such as the channel of
     * the boot set: the platform would be connected to twice as often, and be kept waiting for it.
     */
    void remove(ChannelType type) {
        Outlet outlet = installed.remove(type);
        if (outlet == null) {
            return;
        }
        outlet.desk().shut();
        if (guests.isQuiet(outlet.desk().guest().bundle())) {
            vacate(outlet.info().id());
        }
        settle(outlet.info().id());
        outlet.desk().close(DRAIN);
        outlet.keys().close();
    }

    private void vacate(String channel) {
        Registration before = vacant.put(channel, floor.clock().after(VACANT, () -> on(channel, () -> {
            vacant.remove(channel);
            reconcile(channel);
        })));
        if (before != null) {
            before.close();
        }
    }

    private void occupied(String channel) {
        Registration waiting = vacant.remove(channel);
        if (waiting != null) {
            waiting.close();
        }
    }

    /** Brings one channel into line, and waits for it. */
    private void settle(String channel) {
        CountDownLatch done = new CountDownLatch(1);
        on(channel, () -> {
            reconcile(channel);
            done.countDown();
        });
        try {
            if (!done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("the accounts of {} were not brought into line within {} s", channel, PATIENCE_SECONDS);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    void pause(String channel, String account) {
        paused.add(key(channel, account));
        settle(channel);
    }

    void unpause(String channel, String account) {
        paused.remove(key(channel, account));
        settle(channel);
    }

    /** All channels, in the background. */
    void reconcile() {
        outlets().forEach(outlet -> on(outlet.info().id(), () -> reconcile(outlet.info().id())));
    }

    private void on(String channel, Runnable work) {
        try {
            lanes.submit(channel, work);
        } catch (RejectedExecutionException ended) {
            LOG.debug("{} is left as it is: the house is closing", channel);
        }
    }

    private void reconcile(String channel) {
        Optional<Outlet> outlet = outlets().stream().filter(here -> here.info().id().equals(channel)).findFirst();
        Map<String, AccountSettings> wanted = new TreeMap<>();
        if (!stopping && !vacant.containsKey(channel)) {
            outlet.ifPresent(here -> config.get().accounts(channel).stream()
                    .filter(account -> account.enabled() && !paused.contains(key(channel, account.id())))
                    .forEach(account -> wanted.put(key(channel, account.id()), account)));
        }
        residents.forEach((key, resident) -> {
            boolean stays = wanted.containsKey(key) && resident.is(outlet.orElseThrow(), wanted.get(key));
            if (resident.belongsTo(channel) && !stays) {
                residents.remove(key);
                resident.close();
            }
        });
        wanted.forEach((key, account) -> {
            if (!residents.containsKey(key)) {
                Resident resident = new Resident(floor, outlet.orElseThrow(), account, work -> on(channel, work));
                residents.put(key, resident);
                resident.open();
            }
        });
    }

    /** The newest of each channel, by id. */
    List<Outlet> outlets() {
        Map<String, Outlet> newest = new TreeMap<>();
        installed.values().stream().sorted(Comparator.comparingLong(Outlet::order))
                .forEach(outlet -> newest.put(outlet.info().id(), outlet));
        return List.copyOf(newest.values());
    }

    Optional<Resident> resident(String channel, String account) {
        return Optional.ofNullable(residents.get(key(channel, account)));
    }

    private static String key(String channel, String account) {
        return channel + " " + account;
    }

    /** Waits until all accounts are closed. */
    void stop() {
        stopping = true;
        List.copyOf(installed.keySet()).forEach(this::remove);
        vacant.values().forEach(Registration::close);
        scope.close();
    }
}
