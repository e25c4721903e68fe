package dev.chela.api.net;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A socket for a plugin that speaks a protocol of its own: what the other side says has its time as a whole, where a socket's own
 * timeout begins again with each byte, so that whoever sends one now and then is waited for for ever. Holds for what is said under
 * {@link Tls}, too. One thread reads.
 */
public final class TimedSocket extends Socket {
    /** Whoever sends a thousand bytes a second is not late, however long the whole takes. */
    private static final long NANOS_A_BYTE = TimeUnit.MILLISECONDS.toNanos(1);

    private long end = System.nanoTime();

    /**
     * To be called before anything is read, a handshake included. From now on the other side has so long, and a millisecond more for each
     * byte that comes. Reading later than that throws a {@link SocketTimeoutException}, also where a line has begun; after another call of
     * this it can be read on.
     */
    public synchronized void expect(Duration within) {
        end = System.nanoTime() + within.toNanos();
    }

    private synchronized int millisLeft() throws SocketTimeoutException {
        long left = end - System.nanoTime();
        if (left <= 0) {
            throw new SocketTimeoutException("Read timed out: it comes too slowly");
        }
        return (int) Math.min(Integer.MAX_VALUE, Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)));
    }

    private synchronized void came(int bytes) {
        end += Math.max(0, bytes) * NANOS_A_BYTE;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(super.getInputStream()) {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                setSoTimeout(millisLeft());
                int bytes = in.read(into, from, length);
                came(bytes);
                return bytes;
            }
        };
    }
}
