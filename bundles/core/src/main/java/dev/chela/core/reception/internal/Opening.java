package dev.chela.core.reception.internal;

import dev.chela.api.channel.MediaRef;
import dev.chela.api.fault.Fault;
import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import dev.chela.api.task.Clock;
import dev.chela.core.channel.Channels;
import dev.chela.core.inbox.Input;
import dev.chela.core.inbox.Intake;
import dev.chela.core.inbox.Media;
import dev.chela.core.inbox.Said;
import dev.chela.core.store.Ledger;
import dev.chela.core.store.Step;
import dev.chela.core.task.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches what messages brought along, of people who may speak here, before a model is asked: images, and text files. What is something
 * else, is too large or cannot be had stays away, and the model is told so.
 */
public final class Opening {
    private static final Logger LOG = LoggerFactory.getLogger(Opening.class);
    /** As large as what clients may attach to a message of theirs. */
    private static final int LARGEST = 5 * 1024 * 1024;
    /** Every character of these is in the model's prompt. */
    private static final int LARGEST_TEXT = 256 * 1024;
    private static final int LARGEST_TOGETHER = 20 * 1024 * 1024;
    private static final int ATTEMPTS = 4;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final Ledger ledger;
    private final Intake intake;
    private final Channels channels;
    private final Clock clock;
    private final InOrder order;

    public Opening(Ledger ledger, Intake intake, Channels channels, Scope threads, Clock clock) {
        this.ledger = ledger;
        this.intake = intake;
        this.channels = channels;
        this.clock = clock;
        this.order = new InOrder(threads);
    }

    /** @param next takes the input with what could be fetched, which stands in its row from then on */
    public void pass(Input input, Consumer<Input> next) {
        boolean away = input.said().media().stream().anyMatch(Opening::wanted);
        order.run(input.said().session(), away, () -> next.accept(away ? opened(input) : input));
    }

    /** Something that brings nothing along. */
    public void follow(Input input, Runnable next) {
        order.run(input.said().session(), false, next);
    }

    private static boolean wanted(Media media) {
        return media.away() && media.bytes() <= largest(media) && (text(media) || Picture.TYPES.contains(media.mimeType()));
    }

    private static boolean text(Media media) {
        return media.mimeType().startsWith("text/") || media.mimeType().equals("application/json");
    }

    private static int largest(Media media) {
        return text(media) ? LARGEST_TEXT : LARGEST;
    }

    private Input opened(Input input) {
        List<Media> media = new ArrayList<>();
        int left = LARGEST_TOGETHER;
        for (Media each : input.said().media()) {
            Media here = wanted(each) && left > 0 ? fetched(input, each, Math.min(left, largest(each))) : each;
            left -= here.data().length() / 4 * 3;
            media.add(here);
        }
        Said said = input.said().with(media);
        Step.Builder step = Step.named("open");
        intake.understand(step, input.id(), said, input.origin());
        ledger.commit(step.build());
        return new Input(input.id(), input.source(), input.account(), input.eventId(), said, input.origin(), input.receivedAt());
    }

    /** As it was when it cannot be had. */
    private Media fetched(Input input, Media media, int most) {
        MediaRef ref = new MediaRef(media.ref(), media.mimeType(), media.name(), media.bytes());
        for (int attempt = 1;; attempt++) {
            try {
                return read(media, channels.media(Understanding.channel(input), input.account(), ref, most));
            } catch (Fault fault) {
                if (!(fault instanceof Transient later) || attempt == ATTEMPTS) {
                    LOG.warn("the attachment {} of message {} cannot be opened: {}", media.name().replaceAll("\\p{Cntrl}", " "), input.eventId(), fault.getMessage());
                    return media;
                }
                pause(later.after().isZero() ? Duration.ofSeconds(1L << (attempt - 1)) : later.after());
            }
        }
    }

    /** What only calls itself a picture would have every later request to a model refused. */
    private static Media read(Media media, byte[] content) {
        String type = text(media) ? media.mimeType() : Picture.type(content)
                .orElseThrow(() -> new Permanent("it is called " + media.mimeType() + " and is no picture of a kind that can be shown"));
        return new Media(type, media.name(), Base64.getEncoder().encodeToString(content));
    }

    private void pause(Duration wanted) {
        Duration pause = wanted.compareTo(LONGEST_PAUSE) < 0 ? wanted : LONGEST_PAUSE;
        CountDownLatch over = new CountDownLatch(1);
        clock.after(pause, over::countDown);
        try {
            if (!over.await(LONGEST_PAUSE.multipliedBy(2).toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("the clock did not ring after {}", pause);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        }
    }
}
