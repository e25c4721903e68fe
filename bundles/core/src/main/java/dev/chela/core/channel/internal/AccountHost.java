package dev.chela.core.channel.internal;

import dev.chela.api.channel.ChannelHost;
import dev.chela.api.channel.ChannelInfo;
import dev.chela.api.channel.Cursor;
import dev.chela.api.channel.Health;
import dev.chela.api.channel.MediaRef;
import dev.chela.api.channel.RawEvent;
import dev.chela.api.channel.Receipt;
import dev.chela.api.channel.State;
import dev.chela.api.fault.Denied;
import dev.chela.api.fault.Transient;
import dev.chela.api.net.Http;
import dev.chela.api.task.TaskScope;
import dev.chela.core.channel.Channels;
import dev.chela.core.channel.ChannelsConfig.AccountSettings;
import dev.chela.core.guest.Bounds;
import dev.chela.core.hash.Sha256;
import dev.chela.core.inbox.Input;
import dev.chela.core.inbox.Input.Raw;
import dev.chela.core.inbox.Intake;
import dev.chela.core.net.GuardedHttp;
import dev.chela.core.net.Passage;
import dev.chela.core.store.Step;
import dev.chela.core.task.Scope;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one opening of one account gets from the house. After {@link #close()} nothing more is taken from it. */
final class AccountHost implements ChannelHost {
    private static final Logger LOG = LoggerFactory.getLogger(AccountHost.class);
    /** Hears what the account says of itself. */
    interface Ear {
        void heard(Health health);

        void received();

        void proven();

        /** @param host of the opening that broke; another one may have taken its place meanwhile */
        void broke(AccountHost host, String what, Throwable fault);
    }

    private final Floor floor;
    private final ChannelInfo info;
    private final Bounds bounds;
    private final Http http;
    private final AccountSettings account;
    private final Ear ear;
    private final Scope scope;
    private final TaskScope tasks;
    private final Set<InputStream> reading = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    AccountHost(Floor floor, Outlet outlet, AccountSettings account, Ear ear) {
        this.floor = floor;
        this.info = outlet.info();
        this.bounds = outlet.desk().bounds();
        this.http = new GuardedHttp(account.proxy().map(floor.ways()::through).orElseGet(floor::http), new Passage(to -> bounds.network(to, OwnersHosts.of(account.settings())), outlet.desk()::traffic));
        this.account = account;
        this.ear = ear;
        scope = new Scope("channel-" + account.channel() + "-" + account.id());
        tasks = new WatchedTasks(scope, (what, fault) -> {
            if (!closed) {
                ear.broke(this, what, fault);
            }
        });
    }

    void close() {
        closed = true;
        scope.close();
        reading.forEach(this::end);
    }

    private void end(InputStream file) {
        try {
            file.close();
        } catch (IOException late) {
            LOG.debug("a file that was being sent could not be closed: {}", late.getMessage());
        }
    }

    private void check() {
        if (closed) {
            throw new Transient("the account " + account.id() + " of " + account.channel() + " is closed", Duration.ZERO);
        }
    }

    @Override
    public Receipt accept(RawEvent raw) {
        check();
        boolean moved = !raw.cursor().name().isEmpty();
        List<Step.Change> alongside = moved
                ? List.of(ChannelRows.cursor(account.channel(), account.id(), raw.cursor())) : List.of();
        Intake.Receipt receipt = floor.intake().submit(input(raw), alongside);
        ear.received();
        if (!receipt.fresh() && moved) {
            floor.rows().advance(account.channel(), account.id(), raw.cursor());
        }
        return receipt.fresh() ? Receipt.STORED : Receipt.DUPLICATE;
    }

    private Input input(RawEvent raw) {
        String source = Channels.SOURCE + account.channel();
        return new Input(id(source, raw.eventId()), source, account.id(), raw.eventId(),
                new Raw(raw.lane(), raw.contentType(), raw.body().clone()), "", floor.clock().now().toEpochMilli());
    }

    /** Made of the event alone, so that the same event has the same run, however often and by whomever it is brought. */
    private String id(String source, String eventId) {
        return Sha256.hex(source + "\n" + account.id() + "\n" + eventId, 16);
    }

    @Override
    public Cursor cursor(String name) {
        return floor.rows().cursor(account.channel(), account.id(), name);
    }

    @Override
    public void report(Health health) {
        if (!closed) {
            ear.heard(health);
        }
    }

    @Override
    public void proven() {
        if (!closed) {
            ear.proven();
        }
    }

    @Override
    public String secret(String field) throws Denied {
        bounds.secret(field);
        return floor.vault().secret(info, account, field);
    }

    @Override
    public State state() {
        return floor.rows().state(account.channel(), account.id());
    }

    @Override
    public InputStream media(MediaRef ref) {
        check();
        InputStream file = new FilterInputStream(floor.media().open(ref)) {
            @Override
            public void close() throws IOException {
                reading.remove(this);
                super.close();
            }
        };
        reading.add(file);
        return file;
    }

    @Override
    public Http http() {
        return http;
    }

    @Override
    public TaskScope tasks() {
        return tasks;
    }
}
