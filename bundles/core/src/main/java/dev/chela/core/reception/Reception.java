package dev.chela.core.reception;

import dev.chela.api.fault.Transient;
import dev.chela.api.task.Cancellation.Registration;
import dev.chela.api.task.Clock;
import dev.chela.core.access.Access;
import dev.chela.core.access.Mentions;
import dev.chela.core.access.Pairings;
import dev.chela.core.channel.Channels;
import dev.chela.core.channel.ChannelsConfig;
import dev.chela.core.channel.ChannelsConfig.AccountSettings;
import dev.chela.core.command.Apart;
import dev.chela.core.command.Commands;
import dev.chela.core.command.Directives;
import dev.chela.core.config.Config;
import dev.chela.core.event.Events;
import dev.chela.core.hook.Hooks;
import dev.chela.core.inbox.Input;
import dev.chela.core.inbox.Intake;
import dev.chela.core.inbox.Manner;
import dev.chela.core.inbox.Said;
import dev.chela.core.outbox.Carrier;
import dev.chela.core.outbox.Outbox;
import dev.chela.core.outbox.Post;
import dev.chela.core.outbox.ReturnAddress;
import dev.chela.core.question.Inquiries;
import dev.chela.core.reception.internal.Bursts;
import dev.chela.core.reception.internal.Endings;
import dev.chela.core.reception.internal.Opening;
import dev.chela.core.reception.internal.Orders;
import dev.chela.core.reception.internal.Overheard;
import dev.chela.core.reception.internal.RawLanes;
import dev.chela.core.reception.internal.Reactions;
import dev.chela.core.reception.internal.Threshold;
import dev.chela.core.reception.internal.Understanding;
import dev.chela.core.routing.Routing;
import dev.chela.core.session.QueueRules;
import dev.chela.core.session.RollOver;
import dev.chela.core.session.Sessions;
import dev.chela.core.session.SystemEvents;
import dev.chela.core.session.Transcripts;
import dev.chela.core.store.Ledger;
import dev.chela.core.task.Scope;
import dev.chela.core.turn.Turns;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Walks each accepted input to where it belongs. After a crash it walks those again that nobody took. */
@Component(service = Reception.class, immediate = true)
public final class Reception {
    private final Access access;
    private final Commands commands;
    private final Inquiries inquiries;
    private final Turns turns;
    private final RollOver rollOver;
    private final QueueRules queueRules;
    private final RawLanes raws;
    private final Orders orders;
    private final Endings endings;
    private final Overheard overheard;
    private final Config.Live<ChannelsConfig> channelsConfig;
    private final Opening opening;
    private final Bursts bursts;
    private final Threshold threshold;
    private final Scope threads = new Scope("chela-reception");
    private final CommandQueues queues = new CommandQueues(threads);
    private final List<Registration> listening;
    private final List<Input> early = new ArrayList<>();
    private boolean open;

    @Activate
    public Reception(
            @Reference Ledger ledger, @Reference Intake intake, @Reference Channels channels, @Reference Routing routing,
            @Reference Access access, @Reference Pairings pairings, @Reference Commands commands, @Reference Directives directives, @Reference Inquiries inquiries, @Reference Turns turns,
            @Reference Sessions sessions, @Reference Transcripts transcripts, @Reference RollOver rollOver,
            @Reference QueueRules queueRules, @Reference Hooks hooks, @Reference Config config, @Reference Post post, @Reference Outbox outbox,
            @Reference SystemEvents systemEvents, @Reference Events events, @Reference Clock clock) {
        this.access = access;
        this.commands = commands;
        this.inquiries = inquiries;
        this.turns = turns;
        this.rollOver = rollOver;
        this.queueRules = queueRules;
        overheard = new Overheard(ledger, intake, config);
        channelsConfig = config.section("", ChannelsConfig.class);
        opening = new Opening(ledger, intake, channels, threads, clock);
        bursts = new Bursts(ledger, intake, threads, clock, this::open);
        raws = new RawLanes(new Understanding(ledger, intake, channels, routing, channelsConfig::get, new Reactions(access, outbox, systemEvents)), threads, clock, this::walk);
        endings = new Endings(ledger, intake, channels, pairings, post, turns, overheard, clock);
        threshold = new Threshold(ledger, intake, hooks, threads, endings::stop);
        orders = new Orders(ledger, intake, sessions, transcripts, post, turns, directives, events, clock);
        listening = List.of(
                events.listen(Intake.Accepted.class, accepted -> arrive(accepted.input())),
                events.listen(Carrier.Ready.class, ready -> raws.ready(Channels.SOURCE + ready.channel(), ready.account())));
        resume(intake.open());
    }

    @Deactivate
    public void stop() {
        listening.forEach(Registration::close);
        bursts.stop();
        overheard.close();
        channelsConfig.close();
        threads.close();
    }

    /** First what a stop interrupted, then what waited, then what came in meanwhile; nothing twice. */
    private void resume(List<Intake.Kept> kept) {
        turns.resume();
        kept.stream().filter(row -> row.state() == Intake.State.ACCEPTED).forEach(row -> receive(row.input()));
        Set<String> known = kept.stream().map(row -> row.input().id()).collect(Collectors.toSet());
        synchronized (early) {
            early.stream().filter(input -> !known.contains(input.id())).forEach(this::receive);
            early.clear();
            open = true;
        }
    }

    private void arrive(Input input) {
        synchronized (early) {
            if (!open) {
                early.add(input);
                return;
            }
        }
        receive(input);
    }

    /** What a platform sent must be understood first; what was said can walk on. */
    private void receive(Input input) {
        if (input.what() instanceof Input.Raw) {
            raws.take(input);
        } else {
            walk(input);
        }
    }

    private void walk(Input input) {
        Access.Verdict verdict = access.judge(input);
        if (verdict instanceof Access.Refused refused) {
            endings.turnAway(input, refused.why());
        } else if (verdict instanceof Access.Unknown unknown) {
            endings.invite(input, unknown.why());
        } else {
            hear(input, (Access.Admitted) verdict);
        }
    }

    /** Orders and answers need no mention: nobody says them by accident. No hook is asked about them, else one could keep the owner out. */
    private void hear(Input input, Access.Admitted may) {
        Optional<Commands.Order> order = order(input.said(), may).or(() -> answer(input));
        if (order.isPresent()) {
            threshold.follow(input, () -> {
                bursts.end(input);
                opening.follow(input, () -> obey(input, order.get(), may));
            });
        } else if (may.spoken()) {
            threshold.pass(input, heard -> bursts.take(may.orders() ? orders.directed(heard) : heard, queueRules.quiet(heard), albumWait(heard)));
        } else {
            threshold.pass(input, endings::passOver);
        }
    }

    /** How long the rest of an album is waited for. */
    private Duration albumWait(Input input) {
        return ReturnAddress.read(input.origin()).flatMap(from -> channelsConfig.get().account(from.channel(), from.account()))
                .map(AccountSettings::albumWait).orElse(Duration.ZERO);
    }

    private void open(Input input) {
        opening.pass(input, opened -> queues.message(opened.said().session(), () -> admit(opened)));
    }

    private void obey(Input input, Commands.Order order, Access.Admitted may) {
        Runnable command = () -> orders.obey(input, order, may.owner());
        if (order.command() instanceof Apart) {
            threads.start("a command beside " + input.said().session(), command);
        } else {
            queues.order(input.said().session(), command);
        }
    }

    /** A bare word may be said to somebody else. */
    private Optional<Commands.Order> order(Said said, Access.Admitted may) {
        if (!may.orders() || said.manner().reading() != Manner.Reading.ORDERS_TOO) {
            return Optional.empty();
        }
        return commands.read(said.session(), said.text()).or(() -> commands.read(said.session(), Mentions.afterMention(said.text())))
                .or(() -> may.spoken() ? commands.bare(said.session(), said.text()) : Optional.empty());
    }

    /**
     * Whoever is asked something says the answer, most often; a run that waits for it would hear nothing else before. What another
     * system sent answers nobody's question.
     */
    private Optional<Commands.Order> answer(Input input) {
        Said said = input.said();
        return inquiries.pending(said.session()).filter(inquiry -> !input.source().equals(Intake.WEBHOOK))
                .filter(inquiry -> said.media().isEmpty() && inquiries.read(inquiry, said.text()).isPresent())
                .flatMap(inquiry -> commands.read(said.session(), "/answer " + inquiry.id() + " " + said.text()));
    }

    private void admit(Input input) {
        String channel = ReturnAddress.read(input.origin()).map(ReturnAddress::channel).orElse("");
        rollOver.before(input.said().session(), channel, Instant.ofEpochMilli(input.receivedAt()));
        try {
            turns.admit(overheard.with(input), queueRules.rule(input));
        } catch (Transient full) {
            endings.refuse(input, String.valueOf(full.getMessage()));
        }
    }
}
