package dev.chela.tool.sessions;

import dev.chela.api.grant.Conversations;
import dev.chela.api.grant.Conversations.Glance;
import dev.chela.api.tool.Arguments;
import dev.chela.api.tool.Describe;
import dev.chela.api.tool.Effect;
import dev.chela.api.tool.Tool;
import dev.chela.api.tool.ToolCall;
import dev.chela.api.tool.ToolInfo;
import dev.chela.api.tool.ToolResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.bundle.Capability;
import org.osgi.service.component.annotations.Component;

/** Which conversations there are. */
@Capability(namespace = "chela.tool", attribute = "name=sessions_list")
@Component
public final class SessionsList implements Tool<SessionsList.Request> {
    private static final int MOST = 200;
    private static final int LONGEST = 64_000;

    /** What the model gives. */
    public record Request(
            @Describe("How many at most, 1 to 200 (default 50), the latest first") Optional<Integer> limit,
            @Describe("Only those in which something happened in so many minutes") Optional<Integer> activeMinutes,
            @Describe("Only those of one agent") Optional<String> agentId,
            @Describe("Only those with this in their key or label") Optional<String> search) {
        public Request {
            if (limit.filter(most -> most < 1 || most > MOST).isPresent()) {
                throw new IllegalArgumentException("argument 'limit' must be from 1 to " + MOST + ", not " + limit.get());
            }
            if (activeMinutes.filter(minutes -> minutes < 1).isPresent()) {
                throw new IllegalArgumentException("argument 'activeMinutes' must be 1 or more, not " + activeMinutes.get());
            }
        }
    }

    @Override
    public ToolInfo info() {
        return new ToolInfo("sessions_list", "List the conversations of this assistant: key, label, whether a turn goes on, when something"
                + " last happened.", Effect.READS);
    }

    @Override
    public Arguments<Request> arguments() {
        return new Arguments.Typed<>(Request.class);
    }

    @Override
    public ToolResult run(Request given, ToolCall call) {
        List<Glance> found = call.grant(Conversations.class).list(new Conversations.Filter(given.limit().orElse(0),
                given.activeMinutes().map(Duration::ofMinutes).orElse(Duration.ZERO), given.agentId().orElse(""), given.search().orElse("")));
        StringBuilder text = new StringBuilder();
        int shown = 0;
        for (Glance each : found) {
            String line = line(each);
            if (text.length() + line.length() > LONGEST) {
                break;
            }
            text.append(line);
            shown++;
        }
        String more = shown < found.size() ? "… " + (found.size() - shown) + " more; ask for fewer, or search" : "";
        return ToolResult.text(found.isEmpty() ? "No conversation that this one may see." : (text + more).strip());
    }

    static String line(Glance each) {
        return each.key() + (each.label().isEmpty() ? "" : " \"" + each.label() + "\"") + (each.atWork() ? ", at work" : "")
                + (each.model().isEmpty() ? "" : ", " + each.model()) + ", " + each.updatedAt()
                + (each.spawnedBy().isEmpty() ? "" : ", set to work by " + each.spawnedBy()) + "\n";
    }
}
