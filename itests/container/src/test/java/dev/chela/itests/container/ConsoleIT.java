package dev.chela.itests.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.inject.Inject;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;

/** The commands of scope {@code chela}, run by Karaf's shell beside the rooms they ask. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class ConsoleIT {
    private static final List<String> COMMANDS = List.of(
            "status", "sessions", "tools", "models", "channels", "agents", "plugins", "send", "history", "config", "pairing", "cron", "deliveries",
            "import", "memory", "skills", "webhooks");

    @Inject
    private SessionFactory sessions;

    @Configuration
    public Option[] configuration() throws Exception {
        return Boot.with("{}");
    }

    @Test
    public void every_command_is_registered() {
        Until.holds("all commands of scope chela", () -> commands().containsAll(COMMANDS));
    }

    @Test
    public void status_tells_what_the_gateway_is_doing() throws Exception {
        assertThat(execute("chela:status")).contains("Chela ", "Agent ", "model demo/offline", "turns running: 0");
    }

    @Test
    public void what_is_offered_is_listed() throws Exception {
        assertThat(execute("chela:tools")).contains("exec", "read");
        assertThat(execute("chela:memory")).contains("main");
        assertThat(execute("chela:models")).contains("demo/offline");
        assertThat(execute("chela:models set demo/offline")).contains("Agents answer with demo/offline");
    }

    @Test
    public void a_message_sent_from_the_console_is_answered_and_stands_in_the_history() throws Exception {
        assertThat(execute("chela:send 'echo heard in the console'")).contains("heard in the console");
        assertThat(execute("chela:history")).contains("echo heard in the console");
        assertThat(execute("chela:sessions")).contains("agent:main:main");
        assertThat(execute("chela:sessions --agent nobody")).doesNotContain("agent:main:main");
    }

    @Test
    public void the_tabulator_completes_words_sessions_models_tools_agents_plugins_and_paths() throws Exception {
        assertThat(execute("chela:send 'echo known'")).contains("known");
        assertThat(tab("chela:plugins ")).contains("list", "rollback", "trust");
        assertThat(tab("chela:plugins why dev.chela.tool")).contains("dev.chela.tool-exec");
        assertThat(tab("chela:history agent:")).containsExactly("agent:main:main");
        assertThat(tab("chela:models set de")).containsExactly("demo/offline");
        assertThat(tab("chela:tools wri")).containsExactly("write");
        assertThat(tab("chela:sessions --agent m")).containsExactly("main");
        assertThat(tab("chela:config agents.")).contains("agents.defaults.model");
        assertThat(tab("chela:deliveries resend x")).as("nothing is undelivered").isEmpty();
    }

    /** What is offered there, without the space that would follow it. */
    private List<String> tab(String line) {
        Session session = sessions.create(new ByteArrayInputStream(new byte[0]), new PrintStream(OutputStream.nullOutputStream()),
                new PrintStream(OutputStream.nullOutputStream()));
        List<String> offered = new ArrayList<>();
        try {
            String command = line.substring("chela:".length(), line.indexOf(' '));
            sessions.getRegistry().getCommand("chela", command).getCompleter(true).complete(session, new Tab(line), offered);
        } finally {
            session.close();
        }
        return offered.stream().map(String::strip).toList();
    }

    private List<String> commands() {
        return sessions.getRegistry().getCommands().stream().filter(each -> each.getScope().equals("chela")).map(each -> each.getName()).toList();
    }

    private String execute(String line) throws Exception {
        Until.holds("all commands of scope chela", () -> commands().containsAll(COMMANDS));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        Session session = sessions.create(new ByteArrayInputStream(new byte[0]), out, out);
        try {
            session.execute(line);
        } finally {
            session.close();
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
