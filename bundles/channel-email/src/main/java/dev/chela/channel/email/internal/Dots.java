package dev.chela.channel.email.internal;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** A letter on its way: a line that begins with a dot gets another one, since a dot alone is the end (RFC 5321, section 4.5.2). */
final class Dots extends FilterOutputStream {
    private int last = '\n';

    Dots(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int sign) throws IOException {
        if (last == '\n' && sign == '.') {
            out.write('.');
        }
        out.write(sign);
        last = sign;
    }

    void line(String text) throws IOException {
        write((text + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    void end() throws IOException {
        out.write(((last == '\n' ? "" : "\r\n") + ".\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    /** The connection goes on. */
    @Override
    public void close() throws IOException {
        flush();
    }
}
