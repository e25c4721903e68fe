package dev.chela.core.channel.internal;

import dev.chela.api.channel.Capabilities;
import dev.chela.api.channel.ChannelInfo;
import dev.chela.api.channel.ChannelType;
import dev.chela.api.channel.Conversation;
import dev.chela.api.channel.Delivery;
import dev.chela.api.channel.Health;
import dev.chela.api.channel.Hint;
import dev.chela.api.channel.MediaRef;
import dev.chela.api.channel.Probe;
import dev.chela.api.channel.RawEvent;
import dev.chela.api.fault.Transient;
import dev.chela.api.net.Http;
import dev.chela.api.task.Clock;
import dev.chela.core.channel.Channels;
import dev.chela.core.channel.ChannelsConfig;
import dev.chela.core.channel.ChannelsConfig.AccountSettings;
import dev.chela.core.config.Config;
import dev.chela.core.event.Events;
import dev.chela.core.guest.Guest;
import dev.chela.core.guest.Guests;
import dev.chela.core.inbox.Intake;
import dev.chela.core.media.MediaStore;
import dev.chela.core.net.Ways;
import dev.chela.core.outbox.Carrier;
import dev.chela.core.outbox.Parcel;
import dev.chela.core.secret.Redactor;
import dev.chela.core.secret.Secrets;
import dev.chela.core.store.Ledger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The whiteboard of channels. There may be none. */
@Component(immediate = true, service = {Channels.class, Carrier.class})
public final class ChannelHouse implements Channels, Carrier {
    private static final Capabilities CAUTIOUS =
            new Capabilities(1_000, Capabilities.Unit.BYTES, "plain", Duration.ZERO, Set.of("Post"), false);

    private final ChannelRows rows;
    private final Config.Live<ChannelsConfig> config;
    private final Landlord landlord;

    @Activate
    public ChannelHouse(
            @Reference Ledger ledger, @Reference Intake intake, @Reference Config config, @Reference Guests guests,
            @Reference Secrets secrets, @Reference Redactor redactor, @Reference Http http, @Reference Ways ways, @Reference Events events,
            @Reference MediaStore media, @Reference Clock clock) {
        rows = new ChannelRows(ledger);
        this.config = config.section("", ChannelsConfig.class);
        Floor floor = new Floor(intake, rows, new Vault(secrets, redactor), media, http, ways, events, clock);
        landlord = new Landlord(floor, guests, this.config::get, info -> AccountKeys.claim(config, info));
        this.config.onChange(changed -> landlord.reconcile());
    }

    @Deactivate
    public void stop() {
        config.close();
        landlord.stop();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindType(ChannelType type, ServiceReference<ChannelType> reference) {
        var bundle = reference.getBundle();
        add(type, new Guest(bundle.getBundleId(), bundle.getSymbolicName(), bundle.getVersion().toString()),
                (Long) reference.getProperty(Constants.SERVICE_ID));
    }

    /** Returns when its accounts are closed, half a minute at most: Declarative Services stops the channel's component after this. */
    void unbindType(ChannelType type) {
        remove(type);
    }

    /** @param order higher is newer */
    public void add(ChannelType type, Guest guest, long order) {
        landlord.add(type, guest, order);
    }

    public void remove(ChannelType type) {
        landlord.remove(type);
    }

    @Override
    public boolean ready(String channel, String account) {
        return landlord.resident(channel, account).filter(Resident::ready).isPresent();
    }

    @Override
    public Delivery deliver(Parcel parcel) {
        return landlord.resident(parcel.channel(), parcel.account()).map(resident -> resident.deliver(parcel)).orElseGet(() -> new Delivery.Retry(Duration.ZERO));
    }

    @Override
    public Optional<Delivery> recall(Parcel parcel) {
        return landlord.resident(parcel.channel(), parcel.account()).flatMap(Resident::line)
                .orElseThrow(() -> new Transient(parcel.channel() + " is not open", Duration.ZERO))
                .recall(parcel);
    }

    @Override
    public void hint(String channel, String account, Conversation to, Hint hint) {
        landlord.resident(channel, account).flatMap(Resident::line).ifPresent(line -> line.hint(to, hint));
    }

    @Override
    public Capabilities capabilities(String channel, String account) {
        return landlord.resident(channel, account).flatMap(Resident::capabilities)
                .or(() -> rows.capabilities(channel, account)).orElse(CAUTIOUS);
    }

    @Override
    public List<Installed> types() {
        return landlord.outlets().stream().map(outlet -> new Installed(outlet.info(), outlet.desk().guest())).toList();
    }

    @Override
    public List<AccountStatus> accounts() {
        List<AccountStatus> all = new ArrayList<>();
        for (Outlet outlet : landlord.outlets()) {
            config.get().accounts(outlet.info().id()).forEach(account -> all.add(status(account)));
        }
        return List.copyOf(all);
    }

    private AccountStatus status(AccountSettings account) {
        return landlord.resident(account.channel(), account.id()).map(Resident::status).orElseGet(() -> new AccountStatus(
                account.channel(), account.id(), account.enabled(), false,
                new Health(Health.Status.STOPPED, account.enabled() ? "stopped" : "disabled", ""), 0, 0, 0, 0, "", List.of()));
    }

    @Override
    public List<String> dormant() {
        List<String> here = landlord.outlets().stream().map(Outlet::info).map(ChannelInfo::id).toList();
        return config.get().ids().stream().filter(id -> !here.contains(id)).toList();
    }

    @Override
    public Reading read(String channel, String account, RawEvent raw) {
        Optional<Resident> resident = landlord.resident(channel, account);
        Reading reading = resident.flatMap(Resident::line).map(line -> line.read(raw)).orElseGet(Reading.Away::new);
        if (reading instanceof Reading.Unreadable unreadable) {
            resident.ifPresent(there -> there.unreadable("event " + raw.eventId() + " could not be read: " + unreadable.why()));
        }
        return reading;
    }

    @Override
    public byte[] media(String channel, String account, MediaRef ref, int most) {
        return landlord.resident(channel, account).flatMap(Resident::line)
                .orElseThrow(() -> new Transient(channel + " is not open", Duration.ZERO)).media(ref, most);
    }

    @Override
    public Probe probe(String channel, String account, Duration within) {
        return landlord.resident(channel, account).flatMap(Resident::line).map(line -> line.probe(within)).orElseGet(() -> new Probe(
                false, "the account is not open", "Set channels." + channel + " in chela.json5 and install the channel."));
    }

    @Override
    public void stop(String channel, String account) {
        landlord.pause(channel, account);
    }

    @Override
    public void start(String channel, String account) {
        landlord.unpause(channel, account);
    }

    @Override
    public boolean logout(String channel, String account) {
        landlord.pause(channel, account);
        return rows.forget(channel, account);
    }

    @Override
    public boolean refused(String channel, String account, String sender) {
        return landlord.resident(channel, account).filter(there -> there.refused(sender)).isPresent();
    }
}
