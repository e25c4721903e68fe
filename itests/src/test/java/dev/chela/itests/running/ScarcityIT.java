package dev.chela.itests.running;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.itests.house.Gateway;
import dev.chela.itests.house.Jdk;
import dev.chela.itests.house.Repacked;
import dev.chela.itests.house.Until;
import dev.chela.itests.house.Wire;
import dev.chela.testkit.model.FakeModel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a machine may lack, and the gateway does without. */
class ScarcityIT {
    /** As where an editor has taken all that the system gives one user. */
    private static final List<String> NO_WATCH_LEFT = List.of("unshare", "--map-root-user", "sh", "-c",
            "echo 0 > /proc/sys/user/max_inotify_instances && exec \"$@\"", "sh");

    /** As under cron, in a container, or in a service. */
    private static final List<String> NOTHING_SET = List.of("env", "-u", "LANG", "-u", "LC_CTYPE", "-u", "LC_ALL", "-u", "HOME");

    @Test
    void where_the_system_tells_of_no_changes_the_gateway_starts_and_looks_by_itself() {
        try (FakeModel model = FakeModel.start();
                Gateway gateway = Gateway.start(Gateway.settings(model.v1()), Jdk.ofTheBuild(), home -> NO_WATCH_LEFT); Wire wire = gateway.connect()) {
            assertThat(gateway.log().sinceBoot()).contains("the system does not tell of changes in " + gateway.home().resolve("deploy"), "fs.inotify.max_user_instances")
                    .doesNotContain(" ERROR ");
            Repacked dice = Repacked.of("examples/tool-dice");
            gateway.drop("dice.jar", dice.version("1.0.0"));
            Until.holds("it is offered", () -> wire.call("tools.catalog", "{}").toString().contains("\"dice\""));
            assertThat(wire.converse("main", "tool dice {\"sides\":6}", "run-1")).contains("1d6: ");
        }
    }

    @Test
    void where_no_locale_is_set_files_and_commands_keep_every_character() throws Exception {
        try (FakeModel model = FakeModel.start();
                Gateway gateway = Gateway.start(Gateway.settings(model.v1()), Jdk.ofTheBuild(), home -> NOTHING_SET); Wire wire = gateway.connect()) {
            wire.converse("main", "tool write {\"path\":\"größe-東京.txt\",\"content\":\"ein Maß\"}", "run-1");
            assertThat(wire.converse("main", "tool exec {\"command\":\"cat größe-東京.txt; echo; ls; echo 'vierzig √'\"}", "run-2"))
                    .contains("ein Maß", "größe-東京.txt", "vierzig √");
            assertThat(typed(gateway)).contains("größe");
        }
    }

    /** What is typed goes to the program as bytes, whatever the locale of these tests. */
    private static String typed(Gateway gateway) throws Exception {
        ProcessBuilder client = gateway.launcher();
        client.command().addAll(0, NOTHING_SET);
        client.command().addAll(NOTHING_SET.size(), List.of("sh", "-c", "exec \"$0\" agent --url \"$1\" --token \"$2\" --message \"echo $(printf 'gr\\303\\266\\303\\237e')\""));
        client.command().addAll(List.of(gateway.url().toString(), Gateway.TOKEN));
        Process process = client.redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
