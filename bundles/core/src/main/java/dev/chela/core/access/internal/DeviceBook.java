package dev.chela.core.access.internal;

import dev.chela.api.fault.Transient;
import dev.chela.api.task.Clock;
import dev.chela.core.access.Devices;
import dev.chela.core.store.Ledger;
import dev.chela.core.store.Ledger.Outcome;
import dev.chela.core.store.Step;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Devices in the ledger. */
@Component
public final class DeviceBook implements Devices {
    private static final Duration REQUEST_LIVES = Duration.ofMinutes(5);
    /** A stranger can make any number of keys; the owner reads a list. */
    private static final int MOST_REQUESTS = 50;
    /** Being seen again is written down this often at most: every connection would cost a sync of the disk otherwise. */
    private static final Duration SEEN = Duration.ofMinutes(1);

    private static final Pattern VERSION = Pattern.compile("[\\s\\d._-]+$");

    private final Ledger ledger;
    private final Clock clock;
    private final DeviceRows rows;

    @Activate
    public DeviceBook(@Reference Ledger ledger, @Reference Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
        this.rows = new DeviceRows(ledger);
    }

    @Override
    public synchronized Entry adopt(Arrival arrival) {
        Optional<Device> known = rows.device(arrival.device());
        boolean granted = known.flatMap(device -> device.grant(arrival.role())).filter(grant -> grant.covers(arrival.scopes())).isPresent();
        if (!granted || known.filter(device -> elsewhere(device.from(), arrival)).isPresent()) {
            ledger.commit(Step.named("device.adopt").change(DeviceRows.pair(arrival, true, now()))
                    .change(DeviceRows.grant(arrival.device(), arrival.role(), together(known, arrival))).build());
        }
        return entered(arrival);
    }

    @Override
    public synchronized Entry admit(Arrival arrival) {
        Optional<Device> known = rows.device(arrival.device());
        Optional<Grant> grant = known.flatMap(device -> device.grant(arrival.role())).filter(granted -> !granted.revoked());
        boolean covered = grant.filter(granted -> granted.covers(arrival.scopes())).isPresent();
        if (covered && !elsewhere(known.orElseThrow().from(), arrival)) {
            return entered(arrival);
        }
        return new Entry.Waiting(ask(arrival), known.isEmpty() ? "not-paired" : grant.isEmpty() ? "role-upgrade"
                : covered ? "metadata-upgrade" : "scope-upgrade");
    }

    /** A key that turns up on another kind of machine than it was approved on may have been carried off. */
    private static boolean elsewhere(Arrival approved, Arrival now) {
        return differ(approved.platform(), now.platform()) || differ(approved.deviceFamily(), now.deviceFamily());
    }

    /** What is not said is no difference, and neither is a newer version of the same system. */
    private static boolean differ(String before, String now) {
        return !before.isBlank() && !now.isBlank() && !kind(before).equals(kind(now));
    }

    private static String kind(String platform) {
        return VERSION.matcher(platform.strip().toLowerCase(Locale.ROOT)).replaceFirst("");
    }

    private Entry entered(Arrival arrival) {
        Device device = rows.device(arrival.device()).orElseThrow();
        Grant grant = device.grant(arrival.role()).orElseThrow();
        long now = now();
        if (rows.hash(device.id(), grant.role()).isEmpty()) {
            String token = Codes.random();
            ledger.commit(Step.named("device.token").change(DeviceRows.issue(device.id(), grant.role(), Codes.hash(token), now))
                    .change(DeviceRows.seen(device.id(), now)).build());
            return new Entry.Granted(grant.generation(), Optional.of(token), now);
        }
        if (now - device.lastSeenAt() > SEEN.toMillis()) {
            ledger.commit(Step.named("device.seen").change(DeviceRows.seen(device.id(), now)).build());
        }
        return new Entry.Granted(grant.generation(), Optional.empty(), grant.tokenAt());
    }

    /** The same wish is the same request: a client that keeps knocking does not fill the owner's list. */
    @Override
    public synchronized Request ask(Arrival arrival) {
        List<Request> open = pending();
        Optional<Request> same = open.stream().filter(request -> request.from().device().equals(arrival.device())
                && request.from().role().equals(arrival.role()) && !elsewhere(request.from(), arrival)
                && Set.copyOf(request.from().scopes()).equals(Set.copyOf(arrival.scopes()))).findFirst();
        if (same.isPresent()) {
            return same.get();
        }
        if (open.size() >= MOST_REQUESTS) {
            throw new Transient("too many devices are waiting for approval; decide about some with ./chela devices list", REQUEST_LIVES);
        }
        Request request = new Request(UUID.randomUUID().toString(), arrival, now());
        Step.Builder step = Step.named("device.ask").fact(new Asked(request));
        DeviceRows.ask(request, expired()).forEach(step::change);
        ledger.commit(step.build());
        return request;
    }

    @Override
    public boolean tokenFits(String device, String role, String token) {
        byte[] given = Codes.hash(token).getBytes(StandardCharsets.US_ASCII);
        return rows.hash(device, role).filter(hash -> MessageDigest.isEqual(given, hash.getBytes(StandardCharsets.US_ASCII))).isPresent();
    }

    @Override
    public Optional<Grant> holder(String token) {
        return token.isEmpty() ? Optional.empty() : rows.grant(Codes.hash(token));
    }

    @Override
    public boolean stands(String device, String role, long generation) {
        return rows.device(device).flatMap(known -> known.grant(role))
                .filter(grant -> !grant.revoked() && grant.generation() == generation).isPresent();
    }

    @Override
    public Optional<Verdict> verdict(String id) {
        return rows.request(id, (request, word) -> {
            boolean over = request.createdAt() <= expired();
            return new Verdict(request, over ? Word.EXPIRED : word, request.createdAt() + REQUEST_LIVES.toMillis());
        });
    }

    @Override
    public List<Device> paired() {
        return rows.devices();
    }

    @Override
    public List<Request> pending() {
        return rows.requests(expired());
    }

    @Override
    public synchronized Optional<Device> approve(String id) {
        Optional<Request> asked = request(id);
        asked.ifPresent(request -> {
            Arrival from = request.from();
            ledger.commit(Step.named("device.approve").change(DeviceRows.decided(id, Word.APPROVED))
                    .change(DeviceRows.pair(from, false, now()))
                    .change(DeviceRows.grant(from.device(), from.role(), together(rows.device(from.device()), from)))
                    .fact(new Decided(request, true, now())).build());
        });
        return asked.flatMap(request -> rows.device(request.from().device()));
    }

    /** What was granted before is kept, unless it was revoked. */
    private static List<String> together(Optional<Device> known, Arrival arrival) {
        Set<String> scopes = new LinkedHashSet<>(known.flatMap(device -> device.grant(arrival.role()))
                .filter(grant -> !grant.revoked()).map(Grant::scopes).orElse(List.of()));
        scopes.addAll(arrival.scopes());
        return List.copyOf(scopes);
    }

    @Override
    public synchronized boolean reject(String id) {
        return request(id).filter(request -> applied(Step.named("device.reject").change(DeviceRows.decided(id, Word.REJECTED))
                .fact(new Decided(request, false, now())))).isPresent();
    }

    @Override
    public synchronized boolean remove(String device) {
        Step.Builder step = Step.named("device.remove").fact(new Shut(device, "", "device removed"));
        DeviceRows.remove(device).forEach(step::change);
        return applied(step);
    }

    @Override
    public boolean rename(String device, String label) {
        return applied(Step.named("device.rename").change(DeviceRows.rename(device, label)).fact(new Devices.Renamed(device)));
    }

    @Override
    public Optional<String> rotate(String device, String role, List<String> scopes) {
        String token = Codes.random();
        return replace(device, role, scopes, Codes.hash(token)) ? Optional.of(token) : Optional.empty();
    }

    @Override
    public boolean renew(String device, String role, List<String> scopes) {
        return replace(device, role, scopes, "");
    }

    private boolean replace(String device, String role, List<String> scopes, String hash) {
        return applied(Step.named("device.rotate").change(DeviceRows.rotate(device, role, scopes, hash, now()))
                .fact(new Shut(device, role, "device token rotated")));
    }

    @Override
    public Optional<String> reissue(String device, String role) {
        String token = Codes.random();
        return applied(Step.named("device.reissue").change(DeviceRows.reissue(device, role, Codes.hash(token), now())))
                ? Optional.of(token) : Optional.empty();
    }

    @Override
    public boolean revoke(String device, String role) {
        return applied(Step.named("device.revoke").change(DeviceRows.revoke(device, role, now()))
                .fact(new Shut(device, role, "device token revoked")));
    }

    private boolean applied(Step.Builder step) {
        return ledger.commit(step.build()) == Outcome.APPLIED;
    }

    private long expired() {
        return now() - REQUEST_LIVES.toMillis();
    }

    private long now() {
        return clock.now().toEpochMilli();
    }
}
