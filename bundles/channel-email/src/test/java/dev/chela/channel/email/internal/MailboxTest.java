package dev.chela.channel.email.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.api.channel.Channel;
import dev.chela.api.channel.Delivery;
import dev.chela.api.channel.DeliveryKey;
import dev.chela.api.channel.Health.Status;
import dev.chela.api.channel.Inbound;
import dev.chela.api.channel.MediaRef;
import dev.chela.api.channel.Outbound;
import dev.chela.api.channel.ReplyTo;
import dev.chela.api.fault.Permanent;
import dev.chela.testkit.mail.PostOffice;
import jakarta.activation.DataHandler;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.util.ByteArrayDataSource;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Properties;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What happens in a mailbox, on a server written by others; Jakarta Mail writes what people send, and reads what they get. */
@Timeout(300)
class MailboxTest {
    private final PostOffice office = PostOffice.open();
    private final Seat seat = Seat.at(office);

    @AfterEach
    void stop() {
        seat.close();
        office.close();
    }

    private static String letter(String head, String body) {
        return "From: Alice <Alice@Example.com>\nTo: chela@example.org\nDate: Sun, 22 Nov 2026 10:00:00 +0100\n" + head + "\n\n" + body + "\n";
    }

    @Test
    void an_answer_stands_in_the_conversation_that_it_belongs_to() throws Exception {
        Channel channel = seat.reading();
        office.delivers(letter("Message-ID: <2@example.com>\nIn-Reply-To: <1@example.com>\nReferences: <0@example.com>\n <1@example.com>\nSubject: =?utf-8?Q?Re:_Gr=C3=BC=C3=9Fe?=",
                "and you?\n\nOn Sunday, Bob wrote:\n> how are you"));
        Inbound.Message said = seat.heard(channel, 1);
        assertThat(said.text().value()).isEqualTo("and you?");
        assertThat(said.replyTo()).isEqualTo(new ReplyTo("<1@example.com>", "", false, "On Sunday, Bob wrote:\nhow are you"));
        assertThat(said.sender().id()).isEqualTo("alice@example.com");
        assertThat(said.sender().verified()).isTrue();
        assertThat(said.origin().conversation().threadId()).isEqualTo("<0@example.com>");
        assertThat(said.origin().sentAt()).isEqualTo("2026-11-22T09:00:00Z");
        Outbound answer = Seat.post(said.origin().conversation(), new ReplyTo(said.origin().messageId(), "", false, ""), "<b>fine</b> &amp; well");
        assertThat(channel.deliver(answer, new DeliveryKey("run:1"))).isInstanceOf(Delivery.Sent.class);
        MimeMessage got = office.received(Seat.ALICE).get(0);
        assertThat(got.getSubject()).isEqualTo("Re: Grüße");
        assertThat(got.getHeader("In-Reply-To", ",")).isEqualTo("<2@example.com>");
        assertThat(got.getHeader("References", ",").split("\\s+")).containsExactly("<0@example.com>", "<2@example.com>");
        assertThat(got.getHeader("Auto-Submitted", ",")).isEqualTo("auto-replied");
        assertThat(PostOffice.text(got)).isEqualTo("fine & well");
        Part html = ((Multipart) got.getContent()).getBodyPart(1);
        assertThat(html.isMimeType("text/html")).isTrue();
        assertThat((String) html.getContent()).contains("<b>fine</b> &amp; well");
        office.delivers(letter("Message-ID: <3@example.com>\nIn-Reply-To: " + got.getMessageID() + "\nReferences: <0@example.com> <2@example.com> " + got.getMessageID(), "good"));
        assertThat(seat.heard(channel, 2).replyTo().me()).isTrue();
        assertThat(seat.heard(channel, 2).origin().conversation().threadId()).isEqualTo("<0@example.com>");
        channel.close();
    }

    @Test
    void a_file_comes_whole_under_any_name() throws Exception {
        byte[] picture = new byte[300_000];
        new Random(7).nextBytes(picture);
        MimeMessage letter = new MimeMessage(Session.getInstance(new Properties()));
        letter.setFrom(new InternetAddress(Seat.ALICE, "Alice Müller", "utf-8"));
        letter.setSubject("Häuser", "utf-8");
        MimeBodyPart words = new MimeBodyPart();
        words.setText("Sieh: schön", "iso-8859-1");
        MimeBodyPart file = new MimeBodyPart();
        file.setDataHandler(new DataHandler(new ByteArrayDataSource(picture, "image/png")));
        file.setFileName(MimeUtility.encodeText("Haus im Grünen, von weit und breit, mit einem sehr langen Namen.png", "utf-8", "B"));
        letter.setContent(new MimeMultipart(words, file));
        letter.saveChanges();
        Channel channel = seat.reading();
        office.delivers(letter);
        Inbound.Message said = seat.heard(channel, 1);
        assertThat(said.text().value()).isEqualTo("Häuser\n\nSieh: schön");
        assertThat(said.sender().displayName()).isEqualTo("Alice Müller");
        MediaRef ref = said.media().get(0);
        assertThat(ref.mimeType()).isEqualTo("image/png");
        assertThat(ref.name()).isEqualTo("Haus im Grünen, von weit und breit, mit einem sehr langen Namen.png");
        assertThat(ref.bytes()).isBetween(299_000L, 301_000L);
        assertThat(channel.media(ref).readAllBytes()).isEqualTo(picture);
        assertThat(seat.host.accepted().get(0).body().length).isLessThan(3_000);
        assertThatThrownBy(() -> channel.media(new MediaRef(ref.id().replaceFirst("^\\d+", "1"), "image/png", "x", 1))).isInstanceOf(Permanent.class);
        channel.close();
    }

    @Test
    void files_are_sent_whole_and_with_their_names() throws Exception {
        byte[] content = new byte[100_001];
        new Random(11).nextBytes(content);
        Channel channel = seat.reading();
        MediaRef kept = seat.host.keep("Größe \"x\".pdf", "application/pdf", content);
        assertThat(channel.deliver(Seat.post(Seat.place(Seat.ALICE), ReplyTo.NONE, "there", kept, kept), new DeliveryKey("run:1"))).isInstanceOf(Delivery.Sent.class);
        MimeMessage got = office.received(Seat.ALICE).get(0);
        Multipart parts = (Multipart) got.getContent();
        assertThat(parts.getCount()).isEqualTo(3);
        assertThat(PostOffice.text(got)).isEqualTo("there");
        assertThat(parts.getBodyPart(1).getFileName()).isEqualTo("Größe \"x\".pdf");
        assertThat(parts.getBodyPart(2).getInputStream().readAllBytes()).isEqualTo(content);
        channel.close();
    }

    @Test
    void what_was_there_before_is_not_read_and_what_comes_while_it_is_away_is() {
        office.writes(Seat.ALICE, "long ago");
        seat.reading().close();
        office.writes(Seat.ALICE, "just now");
        Channel channel = seat.reading();
        assertThat(seat.heard(channel, 1).text().value()).isEqualTo("just now");
        channel.close();
        seat.reading().close();
        assertThat(seat.host.accepted()).hasSize(1);
    }

    @Test
    void a_letter_waits_in_the_mailbox_for_room_in_the_house() {
        Channel channel = seat.reading();
        seat.host.refuse(1);
        office.writes(Seat.ALICE, "patience");
        assertThat(seat.heard(channel, 1).text().value()).isEqualTo("patience");
        seat.until(Status.DEGRADED, "a letter waits");
        channel.close();
    }

    @Test
    void only_those_are_believed_for_whom_the_configured_server_vouches() {
        seat.without("trustFrom").with("authservId", "mx.example.org");
        Channel channel = seat.reading();
        office.delivers("Authentication-Results: evil.example; dmarc=pass header.from=example.com\n" + letter("Message-ID: <1@x>", "believe me"));
        seat.until(Status.CONNECTED, "mx.example.org does not vouch for that (evil.example speaks of it)");
        office.delivers("Authentication-Results: mx.example.org; dmarc=pass header.from=example.com\n" + letter("Message-ID: <2@x>", "it is me"));
        assertThat(seat.heard(channel, 2).text().value()).isEqualTo("it is me");
        assertThat(channel.parse(seat.host.accepted().get(0))).isEmpty();
        assertThat(new String(seat.host.accepted().get(0).body(), StandardCharsets.UTF_8)).doesNotContain("believe me");
        channel.close();
    }

    @Test
    void letters_that_programs_write_are_not_read() {
        Channel channel = seat.reading();
        office.delivers(letter("Message-ID: <1@x>\nAuto-Submitted: auto-replied", "I am away"));
        seat.until(Status.CONNECTED, "a program wrote it");
        assertThat(channel.parse(seat.host.accepted().get(0))).isEmpty();
        channel.close();
    }

    @Test
    void a_mailbox_that_is_numbered_anew_is_read_again_and_nothing_of_it_twice() {
        seat.reading().close();
        office.delivers(letter("Message-ID: <1@x>", "one"));
        seat.reading().close();
        assertThat(seat.host.accepted()).hasSize(1);
        seat.host.state().put("begun:INBOX", "1 77 " + LocalDate.now(ZoneOffset.UTC));
        office.delivers(letter("Message-ID: <2@x>", "two"));
        Channel channel = seat.open();
        assertThat(seat.heard(channel, 2).text().value()).isEqualTo("two");
        seat.until(Status.CONNECTED, "numbered anew");
        assertThat(seat.host.accepted()).hasSize(2);
        channel.close();
    }

    @Test
    void what_is_in_doubt_is_looked_up_where_the_server_keeps_what_it_was_given() {
        Channel channel = seat.with("sent", "Gesendete Objekte & mehr").reading();
        Outbound out = Seat.post(Seat.place(Seat.ALICE), ReplyTo.NONE, "hello");
        channel.deliver(out, new DeliveryKey("run:1"));
        office.files("Gesendete Objekte & mehr", office.received(Seat.ALICE).get(0));
        assertThat(channel.recall(out, new DeliveryKey("run:1"))).get().isInstanceOfSatisfying(Delivery.Sent.class,
                sent -> assertThat(sent.refs().get(0).id()).startsWith("<chela."));
        assertThat(channel.recall(out, new DeliveryKey("run:2"))).get().isInstanceOf(Delivery.Retry.class);
        channel.close();
    }

    @Test
    void whoever_answers_each_letter_at_once_gets_only_so_many() {
        Channel channel = seat.with("perHourToOne", 2).reading();
        assertThat(Seat.send(channel, Seat.ALICE, "one")).isInstanceOf(Delivery.Sent.class);
        assertThat(Seat.send(channel, Seat.ALICE, "two")).isInstanceOf(Delivery.Sent.class);
        assertThat(Seat.send(channel, Seat.ALICE, "three")).isInstanceOfSatisfying(Delivery.Retry.class, retry -> assertThat(retry.after()).isPositive());
        assertThat(Seat.send(channel, "bob@example.com", "one")).isInstanceOf(Delivery.Sent.class);
        channel.close();
        Channel later = seat.reading();
        assertThat(Seat.send(later, Seat.ALICE, "three")).isInstanceOf(Delivery.Retry.class);
        later.close();
    }
}
