package dev.chela.channel.email.internal;

import java.util.Optional;

/** Where a file lies in a mailbox. @param path of the part in its letter @param encoding in which it travels */
record Attachment(long validity, long number, String path, String encoding) {
    String id() {
        return validity + ":" + number + ":" + path + ":" + (encoding.matches("[a-z0-9-]{1,40}") ? encoding : "");
    }

    static Optional<Attachment> of(String id) {
        if (!id.matches("\\d{1,10}:\\d{1,10}:\\d{1,9}(\\.\\d{1,9}){0,20}:[a-z0-9-]{0,40}")) {
            return Optional.empty();
        }
        String[] parts = id.split(":", -1);
        return Optional.of(new Attachment(Long.parseLong(parts[0]), Long.parseLong(parts[1]), parts[2], parts[3]));
    }
}
