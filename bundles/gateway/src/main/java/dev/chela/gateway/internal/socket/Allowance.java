package dev.chela.gateway.internal.socket;

import dev.chela.gateway.internal.Limits;

/** How much one connection may have asked for and not been answered. Safe on any thread. */
final class Allowance {
    private int requests;
    private long bytes;

    /** @return false when there is too much at work already; then nothing was taken */
    synchronized boolean take(int size) {
        if (requests >= Limits.REQUESTS_PER_CONNECTION || bytes > Limits.REQUEST_BYTES_PER_CONNECTION) {
            return false;
        }
        requests++;
        bytes += size;
        return true;
    }

    synchronized void giveBack(int size) {
        requests--;
        bytes -= size;
    }
}
