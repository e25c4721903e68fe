package dev.chela.core.process.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.api.fault.Permanent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

class LauncherTest {
    private static final List<String> WHO = List.of("/bin/sh", "-c", "cut -d' ' -f1,5,6 /proc/$$/stat");

    @Test
    void says_what_to_install_when_no_session_can_be_made() {
        assertThatThrownBy(() -> Launcher.of(Set.of(), Map.of()).run(WHO)).isInstanceOf(Permanent.class).hasMessageContaining("setsid");
    }

    @Test
    @EnabledIf("hasPerlAndProc")
    void makes_a_session_with_perl_where_setsid_is_missing() throws Exception {
        Process leader = Launcher.of(Set.of("perl"), System.getenv()).run(WHO);

        String pid = Long.toString(leader.pid());
        assertThat(new String(leader.getInputStream().readAllBytes()).strip().split(" ")).containsExactly(pid, pid, pid);
    }

    static boolean hasPerlAndProc() {
        return java.nio.file.Files.isExecutable(java.nio.file.Path.of("/usr/bin/perl"))
                && java.nio.file.Files.isDirectory(java.nio.file.Path.of("/proc/self"));
    }
}
