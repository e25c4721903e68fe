package dev.chela.itests.running;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.itests.house.Gateway;
import dev.chela.itests.house.Jdk;
import dev.chela.itests.house.Repacked;
import dev.chela.itests.house.Until;
import dev.chela.itests.house.Wire;
import dev.chela.testkit.model.FakeModel;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What other programs of the same user have taken, and the gateway does without. */
class ScarcityIT {
    /** As where an editor has taken all that the system gives one user. */
    private static final List<String> NO_WATCH_LEFT = List.of("unshare", "--map-root-user", "sh", "-c",
            "echo 0 > /proc/sys/user/max_inotify_instances && exec \"$@\"", "sh");

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
}
