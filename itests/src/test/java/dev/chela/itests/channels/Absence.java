package dev.chela.itests.channels;

import dev.chela.testkit.irc.Person;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Looks whether the assistant is on the IRC network, again and again, until it is ended: how often and how long it was not. */
final class Absence implements Runnable {
    private static final long LOOK_EVERY = Duration.ofMillis(10).toNanos();

    private final Person bystander;
    private final List<Long> millis = new ArrayList<>();
    private volatile boolean ended;

    Absence(Person bystander) {
        this.bystander = bystander;
    }

    @Override
    public void run() {
        long gone = 0;
        while (!ended) {
            bystander.send("ISON chela");
            boolean here = !bystander.until(said -> said.command().equals("303")).last().isBlank();
            if (here && gone != 0) {
                millis.add((System.nanoTime() - gone) / 1_000_000);
            }
            gone = here ? 0 : gone == 0 ? System.nanoTime() : gone;
            LockSupport.parkNanos(LOOK_EVERY);
        }
    }

    void end() {
        ended = true;
    }

    /** Once this has run. */
    String figures() {
        List<Long> sorted = millis.stream().sorted().toList();
        return sorted.isEmpty() ? "never absent from IRC" : sorted.size() + " times absent from IRC, milliseconds: median " + sorted.get(sorted.size() / 2) + ", longest "
                + sorted.get(sorted.size() - 1);
    }
}
