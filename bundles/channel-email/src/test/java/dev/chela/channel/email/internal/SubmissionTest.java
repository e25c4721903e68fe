package dev.chela.channel.email.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.channel.Channel;
import dev.chela.api.channel.Conversation;
import dev.chela.api.channel.Delivery;
import dev.chela.api.channel.DeliveryKey;
import dev.chela.api.channel.Health.Status;
import dev.chela.api.channel.MediaRef;
import dev.chela.api.channel.Outbound;
import dev.chela.api.channel.Refusal;
import dev.chela.api.channel.Rendered;
import dev.chela.api.channel.ReplyTo;
import dev.chela.api.channel.Tone;
import dev.chela.testkit.mail.PostOffice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a letter, whatever the server says. */
@Timeout(300)
class SubmissionTest {
    private Clerk clerk;
    private Seat seat;
    private Channel channel;

    @BeforeEach
    void open() throws IOException {
        clerk = new Clerk();
        // Nothing is read here, and nobody answers there.
        seat = new Seat(Seat.settings(1, clerk.port()), PostOffice.PASSWORD);
        channel = seat.open();
    }

    @AfterEach
    void close() throws IOException {
        channel.close();
        assertThat(seat.host.end()).isEmpty();
        assertThat(seat.host.faults()).isEmpty();
        seat.close();
        clerk.close();
    }

    @ParameterizedTest
    @CsvSource({
        "MAIL, 552 5.3.4 too large, TOO_LARGE", "MAIL, 550 5.7.1 not yours, FORBIDDEN", "RCPT, 550 5.1.1 no such user, NOT_FOUND",
        "RCPT, 552 5.2.2 full, QUOTA", "RCPT, 554 5.7.1 no, FORBIDDEN", "DATA, 503 what, BAD_FORMAT", "., 554 5.7.1 spam, FORBIDDEN", "., 552 5.3.4 too large, TOO_LARGE"})
    void what_a_server_refuses_for_good_is_refused(String at, String answer, Refusal kind) {
        clerk.answers(at, answer);
        assertThat(Seat.send(channel, Seat.ALICE, "hello")).isInstanceOfSatisfying(Delivery.Rejected.class, refused -> {
            assertThat(refused.kind()).isEqualTo(kind);
            assertThat(refused.detail()).contains(answer);
        });
    }

    @ParameterizedTest
    @CsvSource({"HELLO, 554 not you", "HELLO, 421 busy", "EHLO, 550 no", "AUTH, 454 4.7.0 later", "MAIL, 451 later", "RCPT, 450 4.2.0 greylisted", "RCPT, 452 full", "DATA, 421 bye",
        "., 451 4.3.0 later", "., 421 bye"})
    void what_a_server_puts_off_is_sent_later(String at, String answer) {
        clerk.answers(at, answer);
        assertThat(Seat.send(channel, Seat.ALICE, "hello")).isInstanceOf(Delivery.Retry.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HELLO", "EHLO", "AUTH", "MAIL", "RCPT", "DATA"})
    void a_connection_that_ends_before_the_letter_has_left_nothing_in_doubt(String at) {
        clerk.answers(at, Clerk.HANGS_UP);
        assertThat(Seat.send(channel, Seat.ALICE, "hello")).isInstanceOf(Delivery.Retry.class);
        seat.host.until("it is told", () -> seat.host.reports().stream().anyMatch(health -> health.advice().contains("smtpHost")));
    }

    @Test
    void a_letter_whose_end_was_said_and_not_answered_is_in_doubt() {
        clerk.answers(".", Clerk.HANGS_UP);
        assertThat(Seat.send(channel, Seat.ALICE, "hello")).isInstanceOf(Delivery.InDoubt.class);
    }

    @Test
    void a_login_that_is_refused_is_told_and_not_tried_again() {
        String proof = base64("\0" + PostOffice.ADDRESS + "\0" + PostOffice.PASSWORD);
        clerk.answers("AUTH", "535 5.7.8 " + PostOffice.PASSWORD + " is wrong: AUTH PLAIN " + proof + " " + base64(PostOffice.PASSWORD));
        assertThat(Seat.send(channel, Seat.ALICE, "hello")).isInstanceOf(Delivery.Retry.class);
        assertThat(Seat.send(channel, Seat.ALICE, "hello again")).isInstanceOf(Delivery.Retry.class);
        assertThat(seat.until(Status.AUTH_FAILED, "does not take the login").detail()).doesNotContain(PostOffice.PASSWORD, proof, base64(PostOffice.PASSWORD));
        assertThat(clerk.heard().stream().filter(line -> line.startsWith("AUTH"))).hasSize(1);
    }

    @Test
    void logs_in_by_the_way_that_is_offered() {
        clerk.answers("EHLO", "250-clerk.test\r\n250 AUTH LOGIN").answers("AUTH", "334 VXNlcm5hbWU6")
                .answers(base64(PostOffice.ADDRESS), "334 UGFzc3dvcmQ6").answers(base64(PostOffice.PASSWORD), "235 ok");
        assertThat(Seat.send(channel, Seat.ALICE, "hello")).isInstanceOf(Delivery.Sent.class);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_letter_that_is_sent_again_has_the_same_name_and_a_line_with_a_dot_is_no_end() {
        Seat.send(channel, Seat.ALICE, ".\n.hidden\nend");
        Seat.send(channel, Seat.ALICE, ".\n.hidden\nend");
        List<String> names = clerk.heard().stream().filter(line -> line.startsWith("Message-ID:")).toList();
        assertThat(names).hasSize(2).allMatch(names.get(0)::equals);
        assertThat(clerk.heard()).contains("..", "..hidden").noneMatch(line -> line.length() > 998);
        assertThat(clerk.heard()).allMatch(line -> line.chars().allMatch(sign -> sign >= ' ' && sign <= '~'));
    }

    @Test
    void nothing_that_is_sent_can_say_anything_to_the_server_or_write_a_line_into_the_head() {
        String evil = "x\r\nBcc: eve@example.net\r\n\r\n.\r\nMAIL FROM:<eve@example.net>";
        assertThat(Seat.send(channel, "alice@example.com>\r\nDATA", "hello")).isInstanceOf(Delivery.Rejected.class);
        assertThat(channel.deliver(Seat.post(new Conversation(Seat.ALICE, Conversation.Kind.DIRECT, "<a@b>\r\nBcc: e@e", "", ""), ReplyTo.NONE, "hello"), new DeliveryKey("k")))
                .isInstanceOf(Delivery.Rejected.class);
        assertThat(channel.deliver(Seat.post(new Conversation(Seat.ALICE, Conversation.Kind.DIRECT, "", "", evil), new ReplyTo("not an id", "", false, ""), "hello"),
                new DeliveryKey("k"))).isInstanceOf(Delivery.Sent.class);
        MediaRef file = seat.host.keep("f", "text/plain" + evil, new byte[3]);
        Outbound.Post post = new Outbound.Post(Seat.place(Seat.ALICE), ReplyTo.NONE, new Rendered("plain", evil), List.of(new MediaRef(file.id(), file.mimeType(), evil, 3)), List.of(),
                Tone.NORMAL);
        assertThat(channel.deliver(post, new DeliveryKey("k2"))).isInstanceOf(Delivery.Sent.class);
        assertThat(clerk.heads()).noneMatch(line -> line.startsWith("Bcc:")).filteredOn(line -> line.startsWith("Subject:")).hasSize(2);
        assertThat(clerk.heard()).as("in a text it is text").contains("Bcc: eve@example.net");
        assertThat(clerk.commands()).filteredOn(line -> line.startsWith("MAIL FROM")).containsExactly(
                "MAIL FROM:<" + PostOffice.ADDRESS + ">", "MAIL FROM:<" + PostOffice.ADDRESS + ">");
    }

    @Test
    void a_letter_that_the_server_would_not_take_is_not_begun() {
        MediaRef file = seat.host.keep("large.bin", "application/zip", new byte[900_000]);
        Delivery delivery = channel.deliver(Seat.post(Seat.place(Seat.ALICE), ReplyTo.NONE, "", file), new DeliveryKey("run:1"));
        assertThat(delivery).isInstanceOfSatisfying(Delivery.Rejected.class, refused -> assertThat(refused.kind()).isEqualTo(Refusal.TOO_LARGE));
        assertThat(clerk.heard()).noneMatch(line -> line.startsWith("MAIL"));
    }

    @Test
    void a_file_that_the_house_does_not_have_any_more_is_refused() {
        MediaRef gone = new MediaRef(MediaRef.KEPT + "gone", "text/plain", "gone.txt", 3);
        assertThat(channel.deliver(Seat.post(Seat.place(Seat.ALICE), ReplyTo.NONE, "", gone), new DeliveryKey("run:1"))).isInstanceOf(Delivery.Rejected.class);
        assertThat(clerk.heard()).noneMatch(line -> line.startsWith("MAIL"));
    }
}
