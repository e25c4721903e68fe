package dev.chela.channel.email.internal;

import dev.chela.api.channel.MediaRef;
import dev.chela.api.channel.Outbound;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A letter of ours: ASCII in short lines throughout, so that every server passes it on as it is.
 *
 * @param id its Message-ID
 * @param files opens a file that the house keeps
 */
record Composition(Settings settings, String id, Outbound.Post post, ZonedDateTime date, Function<MediaRef, InputStream> files) implements Smtp.Paper {
    private static final int LONGEST_SUBJECT = 250;
    private static final int LONGEST_NAME = 60;
    /** Letters and parts of letters may not travel as these files do. */
    private static final Pattern TYPE = Pattern.compile("(?!message/|multipart/)[a-z0-9.+-]{1,80}/[a-z0-9.+-]{1,120}", Pattern.CASE_INSENSITIVE);
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ROOT);

    @Override
    public void write(Dots to) throws IOException {
        head(to);
        String html = post.text().dialect().equals("plain") ? Fragment.html(post.text().text()) : post.text().text();
        // Neither way of writing parts ever has an equals sign and an underscore next to each other.
        String outer = "=_mixed_" + MessageId.hash(id);
        if (post.media().isEmpty()) {
            both(to, html);
            return;
        }
        to.line("Content-Type: multipart/mixed; boundary=\"" + outer + "\"");
        to.line("");
        if (!html.isBlank()) {
            to.line("--" + outer);
            both(to, html);
        }
        for (MediaRef file : post.media()) {
            to.line("--" + outer);
            file(to, file);
        }
        to.line("--" + outer + "--");
    }

    private void head(Dots to) throws IOException {
        to.line("Date: " + DATE.format(date));
        to.line("From: " + (settings.name().isEmpty() ? settings.address() : name(settings.name()) + "\r\n <" + settings.address() + ">"));
        to.line("To: " + post.to().id());
        to.line("Subject: " + Words.encoded(subject()));
        to.line("Message-ID: " + id);
        String root = post.to().threadId();
        String answered = Gate.isId(post.replyTo().messageId()) ? post.replyTo().messageId() : root;
        if (!answered.isEmpty()) {
            to.line("In-Reply-To: " + answered);
            to.line("References: " + root + (root.isEmpty() || root.equals(answered) ? "" : "\r\n ") + (root.equals(answered) ? "" : answered));
        }
        to.line("Auto-Submitted: " + (answered.isEmpty() ? "auto-generated" : "auto-replied"));
        to.line("X-Auto-Response-Suppress: All");
        to.line("MIME-Version: 1.0");
    }

    private static String name(String given) {
        return Words.ascii(given) ? '"' + given.replace("\\", "\\\\").replace("\"", "\\\"") + '"' : Words.encoded(given);
    }

    private String subject() {
        boolean answer = !post.to().threadId().isEmpty() || !post.replyTo().messageId().isEmpty();
        String about = Words.clean(post.to().title()).replaceFirst("(?i)^((re|aw|antw|sv|fwd?|wg)(\\[\\d+])?:\\s*)+", "");
        String subject = about.isEmpty() ? answer ? "Re: your message" : "A message from " + (settings.name().isEmpty() ? settings.address() : settings.name())
                : answer ? "Re: " + about : about;
        return subject.substring(0, subject.offsetByCodePoints(0, Math.min(LONGEST_SUBJECT, subject.codePointCount(0, subject.length()))));
    }

    private void both(Dots to, String html) throws IOException {
        String border = "=_both_" + MessageId.hash(id);
        to.line("Content-Type: multipart/alternative; boundary=\"" + border + "\"");
        to.line("");
        to.line("--" + border);
        text(to, "plain", Fragment.plain(html));
        to.line("--" + border);
        text(to, "html", "<!DOCTYPE html>\n<html><body><div style=\"white-space: pre-wrap; font-family: sans-serif\">" + html + "</div></body></html>");
        to.line("--" + border + "--");
    }

    private static void text(Dots to, String kind, String text) throws IOException {
        to.line("Content-Type: text/" + kind + "; charset=utf-8");
        to.line("Content-Transfer-Encoding: quoted-printable");
        to.line("");
        to.write(Transfer.quotedPrintable(text).getBytes(StandardCharsets.US_ASCII));
    }

    private void file(Dots to, MediaRef file) throws IOException {
        String given = Words.clean(file.name());
        String name = given.isEmpty() ? "file" : given.substring(0, given.offsetByCodePoints(0, Math.min(LONGEST_NAME, given.codePointCount(0, given.length()))));
        to.line("Content-Type: " + (TYPE.matcher(file.mimeType()).matches() ? file.mimeType() : "application/octet-stream"));
        to.line("Content-Disposition: attachment; filename=\"" + name.replaceAll("[^ -~]|[\"\\\\]", "_") + "\";\r\n filename*=utf-8''" + Transfer.percented(name));
        to.line("Content-Transfer-Encoding: base64");
        to.line("");
        try (InputStream in = files.apply(file); OutputStream out = Base64.getMimeEncoder().wrap(new Unclosed(to))) {
            in.transferTo(out);
        }
        to.line("");
    }

    /** The end of a file is not the end of the letter. */
    private static final class Unclosed extends FilterOutputStream {
        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void close() {
            // What stays open is closed by whoever opened it.
        }
    }
}
