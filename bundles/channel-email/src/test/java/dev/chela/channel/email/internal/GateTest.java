package dev.chela.channel.email.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.api.channel.Account;
import dev.chela.api.fault.Permanent;
import dev.chela.channel.email.internal.Gate.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GateTest {
    private static Verdict judged(String head, Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(Seat.settings(1, 2));
        settings.putAll(more);
        return new Gate(Settings.of(new Account("default", settings))).judge(Headers.of(head.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Auto-Submitted: auto-replied", "auto-submitted: Auto-Generated (by a program); owner=x", "Precedence: Bulk", "Precedence: auto_reply", "List-Id: <people.example.org>",
        "List-Unsubscribe: <mailto:x@example.org>", "Return-Path: <>", "Return-Path: < >", "Content-Type: multipart/report; report-type=delivery-status"})
    void what_programs_send_is_not_read(String field) {
        assertThat(judged("From: alice@example.com\n" + field + "\n", Map.of())).isInstanceOf(Verdict.Ignored.class);
        assertThat(judged("From: alice@example.com\nX-" + field + "\n", Map.of())).isInstanceOf(Verdict.Read.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CHELA@example.org", "mailer-daemon@example.com", "Postmaster@example.com", "no-reply@example.com"})
    void our_own_letters_and_those_of_machines_are_not_read(String from) {
        assertThat(judged("From: " + from + "\n", Map.of())).isInstanceOf(Verdict.Ignored.class);
    }

    @Test
    void a_person_says_that_no_program_wrote_it() {
        assertThat(judged("From: alice@example.com\nAuto-Submitted: no\nReturn-Path: <alice@example.com>\n", Map.of())).isInstanceOf(Verdict.Read.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "mx.example.org; dmarc=pass header.from=example.com                                    | true",
        "mx.example.org 1; dmarc=pass (p=reject dis=none) header.from=example.com              | true",
        "MX.example.org; spf=pass smtp.mailfrom=x; dmarc = pass header.from=Example.COM        | true",
        "mx.example.org; dkim=pass header.d=example.com                                        | true",
        "mx.example.org; dkim=pass header.i=@example.com header.s=x                            | true",
        "mx.example.org; dkim=fail header.d=example.com; dkim=pass header.d=example.com        | true",
        "mx.example.org; dmarc=fail header.from=example.com                                    | false",
        "mx.example.org; dmarc=pass header.from=evil.example                                   | false",
        "mx.example.org; dmarc=pass                                                            | false",
        "mx.example.org; dkim=pass header.d=evil.example                                       | false",
        "mx.example.org; dkim=pass header.d=com                                                | false",
        "mx.example.org; dkim=pass header.d=ple.com                                            | false",
        "mx.example.org; spf=pass smtp.mailfrom=example.com                                    | false",
        "mx.example.org; none                                                                  | false",
        "mx.example.org; x=y (dmarc=pass header.from=example.com)                              | false",
        "mx.example.org; x=\"y; dmarc=pass header.from=example.com\"                           | false",
        "evil.example; dmarc=pass header.from=example.com                                      | false",
        "mx.example.org.evil.example; dmarc=pass header.from=example.com                       | false"})
    void only_what_the_configured_server_found_out_counts(String results, boolean believed) {
        Verdict verdict = judged("Authentication-Results: " + results + "\nFrom: alice@example.com\n", Map.of("trustFrom", false, "authservId", "mx.example.org"));
        assertThat(verdict).isInstanceOf(believed ? Verdict.Read.class : Verdict.Ignored.class);
    }

    @Test
    void of_several_results_of_the_same_server_only_the_first_counts_for_the_others_the_sender_may_have_written() {
        String forged = "Authentication-Results: mx.example.org; dmarc=fail header.from=example.com\nReceived: x\n"
                + "Authentication-Results: mx.example.org; dmarc=pass header.from=example.com\nFrom: alice@example.com\n";
        assertThat(judged(forged, Map.of("trustFrom", false, "authservId", "mx.example.org"))).isInstanceOf(Verdict.Ignored.class);
    }

    @Test
    void an_account_says_whom_it_believes() {
        Map<String, Object> settings = new HashMap<>(Seat.settings(1, 2));
        settings.remove("trustFrom");
        assertThatThrownBy(() -> Settings.of(new Account("default", settings))).isInstanceOf(Permanent.class).hasMessageContaining("channels.email.authservId");
    }

    @ParameterizedTest
    @CsvSource({"address, chela", "address, 'a@b\r\nX: y'", "imapHost, ''", "imapTls, maybe", "imapPort, 0", "perHour, -1", "fingerprint, abc", "name, 'a\nb'"})
    void what_is_configured_wrongly_is_named(String key, String value) {
        Map<String, Object> settings = new HashMap<>(Seat.settings(1, 2));
        settings.put(key, value.matches("-?\\d+") ? (Object) Integer.valueOf(value) : value);
        assertThatThrownBy(() -> Settings.of(new Account("default", settings))).isInstanceOf(Permanent.class).hasMessageContaining("channels.email." + key);
    }

    @Test
    void a_password_is_sent_in_clear_to_this_machine_alone() {
        Map<String, Object> settings = new HashMap<>(Seat.settings(1, 2));
        settings.put("smtpHost", "smtp.example.org");
        assertThatThrownBy(() -> Settings.of(new Account("default", settings))).isInstanceOf(Permanent.class).hasMessageContaining("smtpTls");
        settings.remove("smtpTls");
        assertThat(Settings.of(new Account("default", settings)).smtp().security()).isEqualTo(Endpoint.Security.TLS);
    }
}
