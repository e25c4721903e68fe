package dev.chela.itests.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.itests.house.OneHouse;
import dev.chela.itests.house.Until;
import dev.chela.itests.house.Wire;
import dev.chela.testkit.mail.PostOffice;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A mailbox on a mail server written by others: strangers are paired, answers stand in the conversation, and a kill is survived. */
class EmailIT extends OneHouse {
    private static final Pattern ORDER = Pattern.compile("chela pairing approve email ([A-Z2-9]{8})");
    private static final String BOB = "bob@example.com";

    private final PostOffice office = PostOffice.open();

    @Override
    protected String settings() {
        return super.settings().replace("tools: {", """
                channels: { email: { address: "%s", password: "%s", imapHost: "127.0.0.1", imapPort: %d, imapTls: "none",
                  smtpHost: "127.0.0.1", smtpPort: %d, smtpTls: "none", authservId: "mx.example.org", allowFrom: ["%s"] } },
                tools: {""".formatted(PostOffice.ADDRESS, PostOffice.PASSWORD, office.imapPort(), office.smtpPort(), BOB));
    }

    @AfterAll
    void shut() {
        office.close();
    }

    @BeforeEach
    void reads() {
        Until.holds("the mailbox is read", () -> wire.call("channels.status", "{}").toString().contains("is read at"));
    }

    private void writes(String from, String head, String text) {
        office.delivers("Authentication-Results: mx.example.org; dmarc=pass header.from=example.com\nFrom: " + from + "\nTo: " + PostOffice.ADDRESS + "\nMessage-ID: <"
                + fresh("letter") + "@example.com>\n" + head + "\n" + text + "\n");
    }

    @Test
    void a_stranger_gets_a_code_and_talks_once_it_is_approved() throws Exception {
        String alice = "alice@example.com";
        writes(alice, "", "echo never read");
        Matcher order = ORDER.matcher(office.await(alice, 1).get(0));
        assertThat(order.find()).isTrue();
        try (Wire doorkeeper = gateway.connectWith("operator.pairing")) {
            doorkeeper.call("channels.pairing.approve", "{\"channel\":\"email\",\"accountId\":\"default\",\"requestId\":\"" + order.group(1) + "\"}");
        }
        int before = office.texts(alice).size();
        writes(alice, "Subject: Re: boats\nIn-Reply-To: <boats@example.com>\n", "echo heard at **last**");
        Until.holds("it is answered", () -> office.texts(alice).contains("heard at last"));
        assertThat(office.texts(alice).size()).isGreaterThan(before);
        assertThat(office.texts(alice)).noneMatch(text -> text.contains("never read"));
        assertThat(office.received(alice).get(office.texts(alice).indexOf("heard at last")).getSubject()).isEqualTo("Re: boats");
    }

    @Test
    void whoever_only_says_that_he_is_somebody_is_not_heard() {
        office.delivers("From: " + BOB + "\nMessage-ID: <forged@example.com>\n\necho forged\n");
        Until.holds("it is told", () -> wire.call("channels.status", "{}").toString().contains("does not vouch"));
        writes(BOB, "", "echo real");
        Until.holds("it is answered", () -> office.texts(BOB).contains("real"));
        assertThat(office.texts(BOB)).noneMatch(text -> text.contains("forged"));
    }

    @Test
    void it_is_there_again_after_a_kill_and_reads_what_came_meanwhile() throws InterruptedException {
        writes(BOB, "", "echo before");
        Until.holds("it is answered", () -> office.texts(BOB).contains("before"));
        // Until then a kill leaves it in doubt whether he has it, and he is told so.
        Until.holds("it is known to be sent", () -> !wire.call("deliveries.list", "{\"waiting\":true}").toString().contains(BOB));
        gateway.kill();
        writes(BOB, "", "echo meanwhile");
        gateway.start();
        Until.holds("it is answered", () -> office.texts(BOB).contains("meanwhile"));
        assertThat(office.texts(BOB).stream().filter(List.of("before", "meanwhile")::contains)).containsExactly("before", "meanwhile");
        assertThat(gateway.log().sinceBoot()).doesNotContain(PostOffice.PASSWORD);
    }
}
