package dev.chela.tool.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.grant.Messages.Action;
import dev.chela.api.grant.Messages.Enclosure;
import dev.chela.api.grant.Messages.State;
import dev.chela.api.grant.Messages.Target;
import dev.chela.api.grant.Messages;
import dev.chela.api.tool.Outcome;
import dev.chela.api.tool.ToolResult;
import dev.chela.testkit.tool.ToolBench;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MessageToolTest {
    private static final Target HERE = new Target("", "", "", "");

    @TempDir
    private Path directory;
    private final Mailroom mailroom = new Mailroom();
    private ToolBench bench;

    @BeforeEach
    void open() {
        bench = new ToolBench(directory).grants(Messages.class, mailroom).with(new MessageTool());
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private String text(String arguments) throws InterruptedException {
        return ToolBench.text(bench.call("message", arguments));
    }

    @Test
    void a_text_goes_to_whoever_is_named() throws Exception {
        assertThat(text("{\"action\":\"send\",\"message\":\"hi\",\"target\":\"Ann\",\"channel\":\"loopback\",\"accountId\":\"work\",\"threadId\":\"t\"}"))
                .isEqualTo("Done: loopback:ann (Ann), messageId m1.");
        assertThat(mailroom.asked).containsExactly(new Target("loopback", "work", "Ann", "t"), new Action.Send("hi", ""));
    }

    @Test
    void everything_that_a_platform_may_offer_can_be_done() throws Exception {
        text("{\"action\":\"reply\",\"message\":\"yes\"}");
        text("{\"action\":\"reply\",\"message\":\"yes\",\"messageId\":\"m7\"}");
        text("{\"action\":\"react\",\"emoji\":\"+1\"}");
        text("{\"action\":\"react\",\"emoji\":\"+1\",\"messageId\":\"m7\",\"remove\":true}");
        text("{\"action\":\"edit\",\"messageId\":\"m7\",\"message\":\"no\"}");
        text("{\"action\":\"delete\",\"messageId\":\"m7\"}");
        text("{\"action\":\"poll\",\"pollQuestion\":\"When?\",\"pollOption\":[\"now\",\"later\"],\"pollMaxSelections\":2}");
        assertThat(mailroom.asked.stream().filter(Action.class::isInstance)).containsExactly(new Action.Send("yes", Action.Send.ANSWERED),
                new Action.Send("yes", "m7"), new Action.React("", "+1", true), new Action.React("m7", "+1", false), new Action.Edit("m7", "no"),
                new Action.Delete("m7"), new Action.Poll("When?", List.of("now", "later"), 2));
    }

    @Test
    void what_is_missing_is_named() throws Exception {
        assertThat(text("{\"action\":\"send\"}")).contains("'message' must be given to send");
        assertThat(text("{\"action\":\"react\"}")).contains("'emoji' must be given to react");
        assertThat(text("{\"action\":\"delete\"}")).contains("'messageId'");
        assertThat(text("{\"action\":\"poll\",\"pollQuestion\":\"?\",\"pollOption\":[\"one\"]}")).contains("2 to 12");
        assertThat(text("{\"action\":\"poll\",\"pollQuestion\":\"?\",\"pollOption\":[\"a\",\"b\"],\"pollMaxSelections\":3}"))
                .contains("'pollMaxSelections' must be 1 to the number of choices");
        assertThat(mailroom.asked).isEmpty();
    }

    @Test
    void a_rehearsal_sends_nothing() throws Exception {
        assertThat(text("{\"action\":\"send\",\"message\":\"hi\",\"dryRun\":true}")).contains("loopback:ann (Ann)").contains("Post, React");
        assertThat(mailroom.asked).containsExactly(HERE);
    }

    @Test
    void what_did_not_arrive_is_told_as_what_it_is() throws Exception {
        mailroom.state = State.ON_ITS_WAY;
        assertThat(text("{\"action\":\"send\",\"message\":\"hi\"}")).contains("Do not send it again");
        mailroom.state = State.IN_DOUBT;
        mailroom.why = "the line broke";
        ToolResult doubt = bench.call("message", "{\"action\":\"send\",\"message\":\"hi\"}");
        assertThat(doubt.outcome()).isEqualTo(Outcome.ERROR);
        assertThat(ToolBench.text(doubt)).contains("Nobody knows").contains("the line broke");
        mailroom.state = State.REFUSED;
        assertThat(text("{\"action\":\"send\",\"message\":\"hi\"}")).contains("loopback refused it");
    }

    @Test
    void files_go_with_what_is_sent() throws Exception {
        text("{\"action\":\"send\",\"target\":\"Ann\",\"media\":\"report.pdf\",\"filename\":\"Report.pdf\",\"caption\":\"here\"}");
        text("{\"action\":\"reply\",\"attachments\":[\"a.png\",\"https://e.org/b.png\"],\"buffer\":\"data:text/plain;base64,aGk=\",\"filename\":\"hi.txt\"}");
        assertThat(mailroom.asked.stream().filter(Action.class::isInstance)).containsExactly(
                new Action.Send("here", "", List.of(new Enclosure.At("report.pdf", "Report.pdf", ""))),
                new Action.Send("", Action.Send.ANSWERED, List.of(new Enclosure.At("data:text/plain;base64,aGk=", "hi.txt", ""),
                        new Enclosure.At("a.png"), new Enclosure.At("https://e.org/b.png"))));
    }
}
