package dev.chela.channel.email.internal;

import dev.chela.api.channel.ChannelHost;
import dev.chela.api.channel.Health;
import dev.chela.api.channel.Health.Status;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How an account is: what hinders sending is told as long as it does, however well reading goes. */
final class Report {
    private final ChannelHost host;
    private Health reading = new Health(Status.STARTING, "", "");
    private @Nullable Health sending;
    private @Nullable Health told;
    private boolean over;

    Report(ChannelHost host) {
        this.host = host;
    }

    synchronized void reading(Status status, String detail, String advice) {
        reading = new Health(status, detail, advice);
        tell();
    }

    synchronized void sending(Status status, String detail, String advice) {
        sending = new Health(status, detail, advice);
        tell();
    }

    synchronized void sends() {
        sending = null;
        tell();
    }

    private void tell() {
        Health now = sending != null && reading.status() != Status.AUTH_FAILED ? sending : reading;
        if (!over && !now.equals(told)) {
            told = now;
            host.report(now);
        }
    }

    synchronized Optional<Health> last() {
        return Optional.ofNullable(told);
    }

    synchronized void end() {
        over = true;
    }
}
