package dev.chela.channel.email.internal;

import dev.chela.api.channel.ChannelHost;
import dev.chela.api.channel.Cursor;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * How far a folder was read. Its letters have rising numbers, which hold as long as its numbering does (RFC 3501, section 2.3.1.1). What
 * was in it before the account was ever opened is not read; and where it was numbered anew, all that came since the last day on which it
 * was read is read again: what is known of that is recognized by its Message-ID.
 */
final class Progress {
    private static final int DAYS_APART = 1;

    /** @param day on which it was read last */
    private record Mark(long validity, long number, LocalDate day) {
        static Optional<Mark> of(String written) {
            String[] words = written.split(" ");
            return words.length == 3 ? Optional.of(new Mark(Long.parseLong(words[0]), Long.parseLong(words[1]), LocalDate.parse(words[2]))) : Optional.empty();
        }

        String written() {
            return validity + " " + number + " " + day;
        }
    }

    private final ChannelHost host;
    private final String folder;
    private long validity;
    private long last;
    private String renumbered = "";

    Progress(ChannelHost host, String folder) {
        this.host = host;
        this.folder = folder;
    }

    /** @param imap where the folder is open */
    void begin(Imap.Box box, Imap imap) throws IOException {
        String name = "begun:" + folder;
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        Optional<Mark> begun = host.state().get(name).flatMap(Mark::of);
        Optional<Mark> read = Mark.of(host.cursor(folder).value() + " " + today);
        validity = box.validity();
        if (begun.isEmpty()) {
            last = box.next() - 1;
        } else if (begun.get().validity() == validity) {
            last = Math.max(begun.get().number(), read.filter(mark -> mark.validity() == validity).map(Mark::number).orElse(0L));
        } else {
            LocalDate since = begun.get().day().minusDays(DAYS_APART);
            last = imap.since(since).stream().min(Long::compare).orElse(box.next()) - 1;
            renumbered = "; the mailbox was numbered anew, and is read again from " + since;
        }
        Mark now = new Mark(validity, begun.filter(mark -> mark.validity() == validity).map(Mark::number).orElse(last), today);
        if (!begun.equals(Optional.of(now))) {
            host.state().put(name, now.written());
        }
    }

    long validity() {
        return validity;
    }

    long last() {
        return last;
    }

    /** To be told with the letter of this number. */
    Cursor cursor(long number) {
        return new Cursor(folder, validity + " " + number);
    }

    void passed(long number) {
        last = number;
    }

    String renumbered() {
        return renumbered;
    }
}
