package dev.chela.core.outbox.internal;

import dev.chela.api.channel.Button;
import dev.chela.api.channel.Capabilities;
import dev.chela.api.channel.DeliveryKey;
import dev.chela.api.channel.MediaRef;
import dev.chela.api.channel.Outbound;
import dev.chela.api.channel.Rendered;
import dev.chela.api.channel.ReplyTo;
import dev.chela.api.channel.Tone;
import dev.chela.api.id.RunId;
import dev.chela.api.task.Cancellation.Registration;
import dev.chela.api.task.Clock;
import dev.chela.core.config.Config;
import dev.chela.core.event.Events;
import dev.chela.core.markup.Dialect;
import dev.chela.core.outbox.Carrier;
import dev.chela.core.outbox.DeliveryConfig;
import dev.chela.core.outbox.Inspection;
import dev.chela.core.outbox.Outbox;
import dev.chela.core.outbox.Parcel;
import dev.chela.core.outbox.Post;
import dev.chela.core.outbox.ReturnAddress;
import dev.chela.core.store.Ledger;
import dev.chela.core.store.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** The outbox table, and who empties it. */
@Component(immediate = true)
public final class SqliteOutbox implements Post, Outbox {
    private static final Duration KEPT = Duration.ofDays(30);
    private static final String NOTICE = "An earlier answer may not have reached you.";

    private final Ledger ledger;
    private final Rows rows;
    private final Drafts drafts;
    private final Carrier carrier;
    private final Clock clock;
    private final Config.Live<DeliveryConfig> config;
    private final Dispatcher dispatcher;
    private final List<Registration> listening;

    @Activate
    public SqliteOutbox(@Reference Ledger ledger, @Reference Carrier carrier, @Reference Inspection inspection, @Reference Config config,
            @Reference Events events, @Reference Clock clock) {
        this.ledger = ledger;
        this.carrier = carrier;
        this.clock = clock;
        this.config = config.section("messages", DeliveryConfig.class);
        rows = new Rows(ledger);
        drafts = new Drafts(rows);
        forgetOld();
        Outcomes outcomes = new Outcomes(ledger, carrier, clock, () -> this.config.get().delivery().inDoubt());
        dispatcher = new Dispatcher(ledger, rows, drafts, carrier, inspection, outcomes, clock);
        listening = List.of(
                events.listen(Queued.class, queued -> dispatcher.wake(queued.lane())),
                events.listen(Carrier.Ready.class, ready -> rows.lanes(ready.channel(), ready.account()).forEach(dispatcher::wake)));
        rows.lanes().forEach(dispatcher::wake);
    }

    @Deactivate
    public void stop() {
        listening.forEach(Registration::close);
        dispatcher.stop();
        config.close();
    }

    private void forgetOld() {
        long limit = clock.now().minus(KEPT).toEpochMilli();
        if (rows.hasEndedBefore(limit)) {
            ledger.commit(Step.named("forget").change(Rows.forgetEndedBefore(limit)).build());
        }
    }

    @Override
    public void reply(Step.Builder step, RunId run, String origin, String text, List<MediaRef> files) {
        ReturnAddress.read(origin).ifPresent(to -> reply(step, run, to, signed(to, text), files, List.of()));
    }

    @Override
    public void ask(Step.Builder step, RunId run, String origin, String text, List<Button> buttons) {
        ReturnAddress.read(origin).ifPresent(to -> reply(step, run, to, signed(to, text), List.of(), buttons));
    }

    private void reply(Step.Builder step, RunId run, ReturnAddress to, String text, List<MediaRef> files, List<Button> buttons) {
        Capabilities can = carrier.capabilities(to.channel(), to.account());
        List<Outbound.Post> posts = new Packing(to, can).posts(text, files, false);
        if (posts.isEmpty()) {
            return;
        }
        notice(step, run, to, can);
        Optional<DeliveryKey> shown = Drafts.possible(can) ? drafts.end(step, run) : Optional.empty();
        boolean over = shown.isPresent() && posts.get(0).media().isEmpty();
        if (shown.isPresent() && !over) {
            queue(step, Drafts.withdrawal(shown.get(), to.channel(), to.account(), to.conversation()));
        }
        List<Outbound.Post> leaving = Packing.above(buttons, over ? posts : new Packing(to, can).posts(text, files, true));
        for (int part = 1; part <= leaving.size(); part++) {
            queue(step, new Parcel(Parcel.part(run, part), to.channel(), to.account(), leaving.get(part - 1),
                    part == 1 && over ? shown : Optional.empty(), false));
        }
    }

    private static String signed(ReturnAddress to, String text) {
        return to.signature().isEmpty() || text.isBlank() ? text : "**" + to.signature() + "**\n\n" + text;
    }

    @Override
    public boolean shows(String origin) {
        return ReturnAddress.read(origin).filter(to -> Drafts.possible(carrier.capabilities(to.channel(), to.account()))).isPresent();
    }

    @Override
    public void show(Step.Builder step, RunId run, String origin, String text) {
        ReturnAddress.read(origin).ifPresent(to -> {
            Capabilities can = carrier.capabilities(to.channel(), to.account());
            if (Drafts.possible(can)) {
                Dialect.of(can).parts(signed(to, text), can).stream().findFirst().ifPresent(part -> {
                    Parcel seen = drafts.showing(run, to.channel(), to.account(), post(to, to.replyTo(), part, Tone.NORMAL));
                    step.change(Rows.insertOrRewrite(seen, clock.now().toEpochMilli())).fact(new Queued(seen.lane()));
                });
            }
        });
    }

    @Override
    public void withdraw(Step.Builder step, RunId run, String origin) {
        ReturnAddress.read(origin).filter(to -> Drafts.possible(carrier.capabilities(to.channel(), to.account())))
                .ifPresent(to -> drafts.end(step, run).ifPresent(shown ->
                        queue(step, Drafts.withdrawal(shown, to.channel(), to.account(), to.conversation()))));
    }

    /** The next contact is the moment to say that something may be missing. */
    private void notice(Step.Builder step, RunId run, ReturnAddress to, Capabilities can) {
        Parcel parcel = new Parcel(new DeliveryKey(run + ":0"), to.channel(), to.account(),
                post(to, ReplyTo.NONE, Dialect.of(can).as(NOTICE), Tone.NOTICE));
        if (rows.untold(parcel.readers())) {
            step.change(Rows.told(parcel.readers()));
            queue(step, parcel.key(), parcel.channel(), parcel.account(), parcel.out());
        }
    }

    private static Outbound.Post post(ReturnAddress to, ReplyTo replyTo, Rendered text, Tone tone) {
        return new Outbound.Post(to.conversation(), replyTo, text, List.of(), List.of(), tone);
    }

    @Override
    public void queue(Step.Builder step, DeliveryKey key, String channel, String account, Outbound out) {
        queue(step, new Parcel(key, channel, account, out));
    }

    private void queue(Step.Builder step, Parcel parcel) {
        step.change(Rows.insert(parcel, clock.now().toEpochMilli()));
        step.fact(new Queued(parcel.lane()));
    }

    @Override
    public List<Held> open(int most) {
        return rows.open(most);
    }

    @Override
    public long waiting() {
        return rows.waiting();
    }

    @Override
    public Optional<Held> find(String key) {
        return rows.find(key).or(() -> rows.find(key + Outcomes.MARKED));
    }

    @Override
    public List<Held> parts(RunId run) {
        List<Held> parts = new ArrayList<>();
        for (Optional<Held> part = find(Parcel.part(run, 1).value()); part.isPresent(); part = find(Parcel.part(run, parts.size() + 1).value())) {
            parts.add(part.get());
        }
        return List.copyOf(parts);
    }

    @Override
    public Optional<Held> sent(String channel, String account, String chat, String message) {
        return rows.sent(channel, account, chat, message);
    }

    @Override
    public Set<String> files() {
        return rows.files();
    }

    @Override
    public List<Held> undelivered(int most) {
        return rows.undelivered(most);
    }

    @Override
    public boolean resend(String key) {
        Step.Builder step = Step.named("resend").change(Rows.resend(key)).fact(new Decided(key, true));
        rows.find(key).ifPresent(held -> step.fact(new Queued(held.parcel().lane())));
        return ledger.commit(step.build()) == Ledger.Outcome.APPLIED;
    }

    @Override
    public boolean dismiss(String key) {
        return ledger.commit(Step.named("dismiss").change(Rows.dismiss(key)).fact(new Decided(key, false)).build()) == Ledger.Outcome.APPLIED;
    }
}
