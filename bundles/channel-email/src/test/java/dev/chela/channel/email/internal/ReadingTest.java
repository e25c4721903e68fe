package dev.chela.channel.email.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.channel.Account;
import dev.chela.api.channel.Cursor;
import dev.chela.api.channel.Inbound;
import dev.chela.api.channel.MediaRef;
import dev.chela.api.channel.RawEvent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What letters say, however they are written. */
@Timeout(120)
class ReadingTest {
    private static final String HEAD = "From: alice@example.com\nMessage-ID: <1@example.com>\nIn-Reply-To: <0@example.com>\n";

    private final Letters letters = new Letters(Settings.of(new Account("default", Seat.settings(1, 2))));

    private RawEvent stored(byte[] letter) throws IOException {
        return letters.raw(new Letters.Place(5, 9, 1_000), Mime.of(new ByteArrayInputStream(letter)).copy(), Cursor.NONE);
    }

    private List<Inbound> read(byte[] letter) throws IOException {
        return letters.parse(stored(letter).body());
    }

    private Inbound.Message message(String letter) throws IOException {
        return (Inbound.Message) read(letter.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8)).get(0);
    }

    private String text(String rest) throws IOException {
        return message(HEAD + rest).text().value();
    }

    @Test
    void of_several_ways_to_say_the_same_the_plain_one_is_read() throws IOException {
        String letter = "Content-Type: multipart/mixed; boundary=a\n\nfor nobody\n--a\nContent-Type: multipart/alternative; boundary=\"a b\"\n\n"
                + "--a b\nContent-Type: text/plain\n\nplain\n--a b\nContent-Type: multipart/related; boundary=c\n\n--c\nContent-Type: text/html\n\n<p>marked</p>\n--c\n"
                + "Content-Type: image/gif\nContent-ID: <x>\nContent-Transfer-Encoding: base64\n\nR0lGODdh\n--c--\n--a b--\n--a\nContent-Type: text/plain\n\nbelow\n--a\n"
                + "Content-Type: application/pdf; name=a.pdf\nContent-Transfer-Encoding: base64\n\nAAAA\nBBBB\n--a--\nfor nobody, too\n";
        Inbound.Message said = message(HEAD + letter);
        assertThat(said.text().value()).isEqualTo("plain\n\nbelow");
        assertThat(said.media()).extracting(MediaRef::id).containsExactly("5:9:1.2.2:base64", "5:9:3:base64");
        assertThat(said.media()).extracting(MediaRef::name).containsExactly("part 1.2.2", "a.pdf");
        assertThat(new String(stored((HEAD + letter).getBytes(StandardCharsets.UTF_8)).body(), StandardCharsets.UTF_8)).doesNotContain("R0lGODdh", "BBBB", "for nobody");
    }

    @Test
    void html_alone_is_read_as_it_is_shown() throws IOException {
        String html = "<html><head><style>p{}</style><title>t</title></head><body><p>Hello&nbsp;<b>there</b>,</p><ul><li>one<li>two</ul>"
                + "<script>alert(1)</script>see <a href='https://example.org/x'>here</a> and <a href='javascript:x'>there</a><br>bye"
                + "<div class=gmail_quote>On Sunday, Bob wrote: old</div></body></html>";
        assertThat(text("Content-Type: text/html\n\n" + html)).isEqualTo("Hello there,\n\n• one\n• two\nsee here (https://example.org/x) and there\nbye");
        assertThat(text("Content-Type: text/html\n\n" + "<div>".repeat(20_000) + "deep")).isEqualTo("deep");
    }

    @Test
    void signs_are_read_in_whatever_they_are_written() throws IOException {
        assertThat(text("Content-Type: text/plain; charset=\"koi8-r\"\nContent-Transfer-Encoding: base64\n\n8NLJ18XU\n")).isEqualTo("Привет");
        assertThat(text("Content-Transfer-Encoding: quoted-printable\nContent-Type: text/plain; charset=iso-8859-1\n\nSch=F6n=\n es =zz=20\n")).isEqualTo("Schön es =zz");
        assertThat(text("Content-Type: text/plain; charset=no-such-thing\n\nSchön\n")).isEqualTo("Schön");
        assertThat(text("Content-Type: text/plain; charset=\"../../etc\"\n\nSchön\n")).isEqualTo("Schön");
        assertThat(text("Content-Type: what is this\nContent-Transfer-Encoding: x-uuencode\n\nwords\n")).isEqualTo("words");
        assertThat(text("Content-Transfer-Encoding: base64\n\n!!!!not base64 at all====\n")).isNotNull();
    }

    @Test
    void a_subject_says_what_a_conversation_is_about() throws IOException {
        String head = "From: alice@example.com\nMessage-ID: <1@example.com>\n";
        assertThat(message(head + "Subject: =?utf-8?B?w6Q=?=\n =?utf-8?Q?b=0D=0AX-Evil:_1?=\n\nwords\n").text().value()).isEqualTo("äb X-Evil: 1\n\nwords");
        assertThat(message(head + "Subject: do it\n\n\n").text().value()).isEqualTo("do it");
        assertThat(message(head + "Subject: an order\n\n/status\n").text().value()).isEqualTo("/status");
        assertThat(message(HEAD + "Subject: Re: old\n\nwords\n").text().value()).isEqualTo("words");
        assertThat(read((head + "\n\n").getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"From: alice@example.com, eve@example.net", "From: alice@example.com\nFrom: eve@example.net", "From: <>", "Subject: nobody", "From: team: alice@example.com, eve@example.net;",
        "From: alice@example.com <eve@example.net> <bob@example.net>", "From: \"alice@example.com\"@example.net", "From: alice@exam ple.com"})
    void a_letter_that_does_not_say_plainly_who_wrote_it_is_not_read(String from) throws IOException {
        assertThat(read((from + "\n\nhello\n").getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"From: \"eve@example.net\" <Alice@Example.com>", "From: alice@example.com (eve@example.net, <x@y>)", "From: \"Eve, <eve@example.net>\"\n <alice@example.com>"})
    void the_address_is_the_sender_and_not_what_stands_beside_it(String from) throws IOException {
        assertThat(message(from + "\n\nhello\n").sender().id()).isEqualTo("alice@example.com");
    }

    @Test
    void the_same_letter_has_one_name_and_another_person_s_letter_another() throws IOException {
        String id = stored((HEAD + "\nhello").getBytes(StandardCharsets.UTF_8)).eventId();
        assertThat(stored((HEAD + "X: y\n\nhello").getBytes(StandardCharsets.UTF_8)).eventId()).isEqualTo(id);
        assertThat(stored((HEAD.replace("alice", "eve") + "\nhello").getBytes(StandardCharsets.UTF_8)).eventId()).isNotEqualTo(id);
        assertThat(stored("From: alice@example.com\n\nhello".getBytes(StandardCharsets.UTF_8)).eventId()).isEqualTo("uid:5:9");
        RawEvent odd = stored("From: alice@example.com\nMessage-ID: <gr\u00fc\u00dfe@x>\n\nhello".getBytes(StandardCharsets.UTF_8));
        assertThat(((Inbound.Message) letters.parse(odd.body()).get(0)).origin().messageId()).as("no answer could name it").isEqualTo("uid:5:9");
    }

    @Test
    void a_letter_of_many_parts_within_parts_takes_little_room() throws IOException {
        StringBuilder deep = new StringBuilder(HEAD);
        for (int depth = 0; depth < 5_000; depth++) {
            deep.append("Content-Type: multipart/mixed; boundary=b").append(depth).append("\n\n--b").append(depth).append('\n');
        }
        assertThat(stored(deep.toString().getBytes(StandardCharsets.UTF_8)).body().length).isLessThan(2_000);
        StringBuilder wide = new StringBuilder(HEAD + "Content-Type: multipart/mixed; boundary=b\n\n");
        wide.append("--b\nContent-Type: application/x\n\nx\n".repeat(50_000));
        assertThat(message(wide.toString()).media()).hasSize(100);
        assertThat(stored(wide.toString().getBytes(StandardCharsets.UTF_8)).body().length).isLessThan(10_000);
    }

    @Test
    void a_letter_of_ten_megabytes_is_read_in_part() throws IOException {
        String long1 = text("\n" + "a line of words that goes on\n".repeat(400_000));
        assertThat(long1.length()).isBetween(400_000, Mime.LARGEST_TEXT);
        assertThat(text("\n" + "x".repeat(10_000_000) + "\n").length()).isBetween(400_000, Mime.LARGEST_TEXT);
        assertThat(message(HEAD + "X-Long: " + "y".repeat(10_000_000) + "\n\nwords\n").text().value()).isEqualTo("words");
        assertThat(message(HEAD + "X: y\n".repeat(1_000_000) + "\nwords\n").text().value()).isEqualTo("words");
    }

    @Test
    void no_bytes_at_all_break_the_reading() throws IOException {
        Random random = new Random(42);
        String words = HEAD + "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html; charset*0*=utf-8''%41; name*=x'y\n\n<p>\n--b--\n";
        for (int round = 0; round < 2_000; round++) {
            byte[] letter = words.getBytes(StandardCharsets.UTF_8);
            for (int change = 0; change < 1 + round % 20; change++) {
                letter[random.nextInt(letter.length)] = (byte) random.nextInt(256);
            }
            RawEvent raw = stored(letter);
            assertThat(letters.parse(raw.body())).isEqualTo(letters.parse(raw.body()));
        }
    }
}
