package dev.chela.core.access.internal;

import dev.chela.api.id.RunId;
import dev.chela.api.task.Clock;
import dev.chela.core.access.Pairings;
import dev.chela.core.outbox.Post;
import dev.chela.core.outbox.ReturnAddress;
import dev.chela.core.store.Ledger;
import dev.chela.core.store.Ledger.Outcome;
import dev.chela.core.store.Step;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** People in the ledger; who was let in also in memory, since every message asks. */
@Component
public final class PairingBook implements Pairings {
    /** Without those that look like another: 0 and O, 1 and I. */
    private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private static final int LENGTH = 8;
    private static final String WELCOME = "You have been let in. Write to me again, please: what you wrote before I have not read.";

    private final Ledger ledger;
    private final Post post;
    private final Clock clock;
    private final PairingRows rows;
    private final SecureRandom dice = new SecureRandom();
    private volatile Set<Key> known;

    private record Key(String channel, String account, String sender) {}

    @Activate
    public PairingBook(@Reference Ledger ledger, @Reference Post post, @Reference Clock clock) {
        this.ledger = ledger;
        this.post = post;
        this.clock = clock;
        this.rows = new PairingRows(ledger);
        this.known = rows.people().stream().map(person -> new Key(person.channel(), person.account(), person.sender()))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public boolean knows(String channel, String account, String sender) {
        return known.contains(new Key(channel, account, sender));
    }

    @Override
    public synchronized void ask(ReturnAddress stranger, BiConsumer<Step.Builder, Optional<Request>> together) {
        Step.Builder step = Step.named("pairing.ask").change(PairingRows.forgetBefore(since()));
        Optional<Request> before = rows.of(stranger, since());
        before.ifPresent(request -> step.change(PairingRows.seen(request, now())));
        Optional<Request> fresh = before.isPresent() ? Optional.empty() : fresh(stranger);
        fresh.ifPresent(request -> step.change(PairingRows.insert(request)).fact(changed(request, What.REQUESTED)));
        together.accept(step, fresh);
        ledger.commit(step.build());
    }

    private Optional<Request> fresh(ReturnAddress from) {
        List<Request> waiting = pending();
        if (waiting.stream().filter(there -> at(there, from.channel(), from.account())).count() >= MOST_PENDING) {
            return Optional.empty();
        }
        Set<String> taken = waiting.stream().map(Request::code).collect(Collectors.toSet());
        String code = Stream.generate(this::code).filter(made -> !taken.contains(made)).findFirst().orElseThrow();
        return Optional.of(new Request(UUID.randomUUID().toString(), code, from.channel(), from.account(), from.sender(), from.name(),
                from, now(), now()));
    }

    private String code() {
        return dice.ints(LENGTH, 0, LETTERS.length()).mapToObj(at -> LETTERS.substring(at, at + 1)).collect(Collectors.joining());
    }

    private static boolean at(Request request, String channel, String account) {
        return request.channel().equals(channel) && request.account().equals(account);
    }

    @Override
    public List<Request> pending() {
        return rows.pending(since());
    }

    @Override
    public List<Person> people() {
        return rows.people();
    }

    @Override
    public synchronized Optional<Request> approve(String channel, String account, String idOrCode, boolean tell) {
        Optional<Request> found = find(channel, account, idOrCode);
        found.ifPresent(request -> {
            Step.Builder step = Step.named("pairing.approve").change(PairingRows.end(request)).change(PairingRows.admit(request, now()))
                    .fact(changed(request, What.APPROVED));
            if (tell) {
                post.reply(step, new RunId("pairing:" + request.id()), request.address().write(), WELCOME);
            }
            ledger.commit(step.build());
            know(new Key(channel, account, request.sender()));
        });
        return found;
    }

    @Override
    public synchronized boolean admit(String channel, String account, String sender) {
        if (knows(channel, account, sender)) {
            return false;
        }
        ledger.commit(Step.named("pairing.admit").change(PairingRows.admit(channel, account, sender, now()))
                .fact(new Changed(channel, account, sender, What.APPROVED, now())).build());
        know(new Key(channel, account, sender));
        return true;
    }

    private void know(Key person) {
        Set<Key> more = new HashSet<>(known);
        more.add(person);
        known = Set.copyOf(more);
    }

    @Override
    public synchronized Optional<Request> dismiss(String channel, String account, String idOrCode) {
        Optional<Request> found = find(channel, account, idOrCode);
        found.ifPresent(request -> ledger.commit(Step.named("pairing.dismiss").change(PairingRows.dismiss(request))
                .fact(changed(request, What.DISMISSED)).build()));
        return found;
    }

    @Override
    public synchronized boolean remove(String channel, String account, String sender) {
        boolean removed = ledger.commit(Step.named("pairing.remove").change(PairingRows.remove(channel, account, sender))
                .fact(new Changed(channel, account, sender, What.REMOVED, now())).build()) == Outcome.APPLIED;
        Set<Key> fewer = new HashSet<>(known);
        fewer.remove(new Key(channel, account, sender));
        known = Set.copyOf(fewer);
        return removed;
    }

    private Optional<Request> find(String channel, String account, String idOrCode) {
        String code = idOrCode.strip().toUpperCase(Locale.ROOT);
        return pending().stream().filter(request -> at(request, channel, account))
                .filter(request -> request.id().equals(idOrCode.strip()) || request.code().equals(code)).findFirst();
    }

    private Changed changed(Request request, What what) {
        return new Changed(request.channel(), request.account(), request.sender(), what, now());
    }

    private long since() {
        return now() - LIVES.toMillis();
    }

    private long now() {
        return clock.now().toEpochMilli();
    }
}
