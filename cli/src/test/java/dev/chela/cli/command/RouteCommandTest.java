package dev.chela.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.cli.json.Json;
import dev.chela.cli.stub.Cli;
import dev.chela.cli.stub.StubGateway;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouteCommandTest {
    private static final Json RULES = Json.of(List.of(
            Json.object("place", "bindings[0]", "agentId", "home", "why", "another account: home"),
            Json.object("place", "bindings[1]", "agentId", "work", "tier", "binding.peer")));

    @TempDir
    private Path home;

    @Test
    void says_where_a_message_would_go_and_why() {
        try (StubGateway gateway = new StubGateway()) {
            gateway.answer("route.explain", Json.object("matchedBy", "binding.peer", "why", "bindings[1]", "rules", RULES,
                    "targets", List.of(Json.object("agentId", "work", "sessionKey", "agent:work:main"))));
            Cli.Result plain = new Cli(home).run(gateway, "route", "--channel", "telegram", "--peer", "direct:7");
            assertThat(plain.out()).contains("To agent work, session agent:work:main", "bindings[1]").doesNotContain("another account");
            assertThat(gateway.next("route.explain").params()).isEqualTo(Json.object("channel", "telegram", "peer", "direct:7"));
            assertThat(new Cli(home).run(gateway, "route", "--explain", "--channel", "telegram", "--peer", "direct:7", "--role", "a", "--role", "b").out())
                    .contains("another account: home", "yes, binding.peer");
        }
    }

    @Test
    void what_goes_to_nobody_is_a_failure() {
        try (StubGateway gateway = new StubGateway()) {
            gateway.answer("route.explain", Json.object("matchedBy", "none", "why", "there are several agents", "rules", List.of(), "targets", List.of()));
            Cli.Result result = new Cli(home).run(gateway, "route", "--explain", "--channel", "telegram", "--peer", "7");
            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.out()).contains("To nobody", "several agents", "There are no bindings.");
        }
    }
}
