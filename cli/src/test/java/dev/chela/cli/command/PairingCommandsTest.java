package dev.chela.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.cli.json.Json;
import dev.chela.cli.stub.Cli;
import dev.chela.cli.stub.StubGateway;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PairingCommandsTest {
    private final StubGateway gateway = new StubGateway();

    @TempDir
    private Path home;

    @BeforeEach
    void stub() {
        gateway.answer("channels.pairing.list", Json.object("commandOwnerConfigured", false, "requests", List.of(
                request("r1", "home", "ABCDEFGH", "Mallory"), request("r2", "work", "HGFEDCBA", "Eve"))));
        gateway.answer("channels.pairing.people", Json.object("people", List.of(Json.object("channel", "telegram", "accountId", "home",
                "senderId", "7", "senderLabel", "Anna", "approvedAt", "2026-01-02T03:04:05Z"))));
        gateway.answer("channels.pairing.approve", Json.object("senderId", "42", "commandOwnerBootstrap", "configured"));
        gateway.answer("channels.pairing.dismiss", Json.object("senderId", "42"));
        gateway.answer("channels.pairing.remove", Json.object("senderId", "7"));
    }

    private static Json request(String id, String account, String code, String who) {
        return Json.object("requestId", id, "channel", "telegram", "accountId", account, "senderId", "42", "senderLabel", who,
                "metadata", Json.object("code", code), "expiresAt", "2026-01-02T03:04:05Z");
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private Cli.Result pairing(String... words) {
        String[] all = new String[words.length + 1];
        all[0] = "pairing";
        System.arraycopy(words, 0, all, 1, words.length);
        return new Cli(home).run(gateway, all);
    }

    private Json sent(String method) {
        return gateway.next(method).params();
    }

    @Test
    void lists_who_asks_and_who_was_let_in() {
        assertThat(pairing("list").out()).contains("ABCDEFGH", "Mallory", "Eve", "chela pairing approve", "Anna");
        assertThat(gateway.connects()).extracting(connect -> connect.get("scopes").toString()).containsExactly("[\"operator.pairing\"]");
        assertThat(pairing("list", "telegram").exitCode()).isZero();
    }

    @Test
    void approves_by_the_code_in_any_case_at_the_account_that_knows_it() {
        assertThat(pairing("approve", "telegram", "hgfedcba", "--notify").out()).contains("Let in: 42");
        assertThat(sent("channels.pairing.approve")).isEqualTo(Json.object(
                "channel", "telegram", "accountId", "work", "requestId", "r2", "notify", true, "bootstrapCommandOwner", false));
    }

    @Test
    void makes_somebody_the_owner_only_when_it_is_said() {
        assertThat(pairing("approve", "telegram", "ABCDEFGH", "--owner").out()).contains("owner over channels now");
        assertThat(sent("channels.pairing.approve").get("bootstrapCommandOwner").isTrue()).isTrue();
        assertThat(gateway.connects()).extracting(connect -> connect.get("scopes").toString()).containsExactly("[\"operator.admin\"]");
    }

    @Test
    void a_code_that_nobody_was_told_approves_nobody() {
        Cli.Result result = pairing("approve", "telegram", "ZZZZZZZZ");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains("ZZZZZZZZ", "chela pairing list");
    }

    @Test
    void rejects_and_removes() {
        assertThat(pairing("reject", "telegram", "ABCDEFGH").out()).contains("Turned down: 42");
        assertThat(sent("channels.pairing.dismiss").get("requestId").text()).isEqualTo("r1");
        assertThat(pairing("remove", "telegram", "7", "--account", "home").out()).contains("Shut out: 7");
        assertThat(sent("channels.pairing.remove")).isEqualTo(Json.object("channel", "telegram", "accountId", "home", "senderId", "7"));
    }
}
