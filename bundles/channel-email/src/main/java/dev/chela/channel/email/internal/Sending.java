package dev.chela.channel.email.internal;

import dev.chela.api.channel.ChannelHost;
import dev.chela.api.channel.Delivery;
import dev.chela.api.channel.DeliveryKey;
import dev.chela.api.channel.Health.Status;
import dev.chela.api.channel.MediaRef;
import dev.chela.api.channel.MessageRef;
import dev.chela.api.channel.Outbound;
import dev.chela.api.channel.Refusal;
import dev.chela.api.fault.Permanent;
import dev.chela.channel.email.internal.Smtp.Declined;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What leaves: each letter over a connection of its own, and what became of it. */
final class Sending {
    /** A letter that is not taken by then, the house gives up waiting for; longer by as much as its files are large. */
    private static final Duration WITHIN = Duration.ofSeconds(50);
    private static final Duration ANSWER = Duration.ofSeconds(45);
    private static final long SLOW_BYTES_A_SECOND = 100_000;
    private static final Duration SETTLING = Duration.ofSeconds(30);
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration LATER = Duration.ofMinutes(2);

    private final Settings settings;
    private final Login login;
    private final ChannelHost host;
    private final Report report;
    private final Budget budget;
    /** When it was handed over without an answer. */
    private final Map<String, Long> doubts = new ConcurrentHashMap<>();
    private final Set<Wire> open = ConcurrentHashMap.newKeySet();
    private volatile boolean refused;
    private volatile boolean over;

    Sending(Settings settings, Login login, ChannelHost host, Report report, Budget budget) {
        this.settings = settings;
        this.login = login;
        this.host = host;
        this.report = report;
        this.budget = budget;
    }

    Delivery deliver(Outbound out, DeliveryKey key) {
        if (!(out instanceof Outbound.Post post)) {
            return rejected(Refusal.BAD_FORMAT, "email has no way to " + out.getClass().getSimpleName().toLowerCase(Locale.ROOT) + " what was sent");
        }
        Optional<Delivery> unfit = unfit(post);
        if (unfit.isPresent() || refused) {
            return unfit.orElseGet(() -> new Delivery.Retry(LATER));
        }
        Duration wait = budget.take(post.to().id());
        if (!wait.isZero()) {
            return new Delivery.Retry(wait);
        }
        String id = MessageId.of(key, settings);
        Delivery delivery = send(post, id);
        if (delivery instanceof Delivery.Retry) {
            budget.giveBack(post.to().id());
        } else if (delivery instanceof Delivery.InDoubt) {
            doubts.put(id, System.nanoTime());
        }
        return delivery;
    }

    /** How long what became of a letter may not show yet in the folder where the server keeps what it was given. */
    Duration unsettled(String id) {
        Long since = doubts.get(id);
        return since == null ? Duration.ZERO : SETTLING.minusNanos(Math.min(SETTLING.toNanos(), System.nanoTime() - since));
    }

    private Optional<Delivery> unfit(Outbound.Post post) {
        String root = post.to().threadId();
        if (!Addresses.valid(post.to().id())) {
            return Optional.of(rejected(Refusal.BAD_FORMAT, "'" + Said.line(post.to().id()) + "' is no address that a letter can be sent to"));
        }
        if (!root.isEmpty() && !Gate.isId(root)) {
            return Optional.of(rejected(Refusal.BAD_FORMAT, "'" + Said.line(root) + "' is no letter that a conversation can have begun with"));
        }
        if (post.text().text().isBlank() && post.media().isEmpty()) {
            return Optional.of(rejected(Refusal.BAD_FORMAT, "there is nothing to send"));
        }
        return gone(post.media());
    }

    /** What the house does not have any more never left. */
    private Optional<Delivery> gone(List<MediaRef> files) {
        for (MediaRef file : files) {
            try (InputStream there = host.media(file)) {
                there.available();
            } catch (Permanent | IOException unreadable) {
                return Optional.of(rejected(Refusal.NOT_FOUND, String.valueOf(unreadable.getMessage())));
            }
        }
        return Optional.empty();
    }

    private static Delivery rejected(Refusal kind, String why) {
        return new Delivery.Rejected(kind, why);
    }

    private Delivery send(Outbound.Post post, String id) {
        long bytes = post.media().stream().mapToLong(file -> Math.max(0, file.bytes())).sum();
        CountDownLatch done = new CountDownLatch(1);
        try (Wire wire = new Wire(settings.smtp(), ANSWER); Smtp smtp = new Smtp(wire)) {
            open.add(wire);
            if (over) {
                return new Delivery.Retry(Duration.ZERO);
            }
            host.tasks().start("watch a letter leave", () -> watch(wire, done, WITHIN.plusSeconds(bytes / SLOW_BYTES_A_SECOND)));
            try {
                return hand(smtp, post, id, bytes);
            } finally {
                open.remove(wire);
            }
        } finally {
            done.countDown();
        }
    }

    /** Nobody can interrupt whoever waits for a server that takes nothing; closing the connection does. */
    private static void watch(Wire wire, CountDownLatch done, Duration within) {
        try {
            if (!done.await(within.toMillis(), TimeUnit.MILLISECONDS)) {
                wire.close();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            wire.close();
        }
    }

    private Delivery hand(Smtp smtp, Outbound.Post post, String id, long bytes) {
        try {
            smtp.enter(login);
            if (smtp.largest().filter(most -> most < bytes / 3 * 4).isPresent()) {
                return rejected(Refusal.TOO_LARGE, settings.smtp().address() + " takes letters of " + smtp.largest().get() + " bytes at most");
            }
            smtp.send(settings.address(), post.to().id(), new Composition(settings, id, post, ZonedDateTime.now(), host::media));
            host.proven();
            report.sends();
            return new Delivery.Sent(List.of(new MessageRef(id)));
        } catch (Refused no) {
            refused = true;
            report.sending(Status.AUTH_FAILED, String.valueOf(no.getMessage()), no.advice());
            return new Delivery.Retry(LATER);
        } catch (Declined no) {
            host.proven();
            if (Replies.early(no)) {
                report.sending(Status.DEGRADED, settings.smtp().address() + " takes no letters: " + login.hide(String.valueOf(no.getMessage())),
                        "What is to be sent is tried again. Ask whoever runs the server.");
            }
            return Replies.meaning(no);
        } catch (IOException | Permanent broken) {
            String why = settings.smtp().address() + " cannot be reached, or ended the connection: " + login.hide(String.valueOf(broken.getMessage()));
            if (smtp.handedOver()) {
                return new Delivery.InDoubt(why);
            }
            report.sending(Status.DEGRADED, why, "What is to be sent is tried again. Check the network, and channels.email.smtpHost, smtpPort and smtpTls.");
            return new Delivery.Retry(SOON);
        }
    }

    /** Whether the server takes the login now. @throws Refused when it does not */
    void check(Duration within) throws IOException, Refused {
        try (Wire wire = new Wire(settings.smtp(), within); Smtp smtp = new Smtp(wire)) {
            open.add(wire);
            try {
                smtp.enter(login);
            } finally {
                open.remove(wire);
            }
        }
    }

    void stop() {
        over = true;
        open.forEach(Wire::close);
    }
}
