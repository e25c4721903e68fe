package dev.chela.core.command.internal;

import dev.chela.api.command.Command;
import dev.chela.api.command.CommandCall;
import dev.chela.api.fault.Denied;
import dev.chela.core.approval.Approval;
import dev.chela.core.approval.Approval.Decision;
import dev.chela.core.approval.Approvals;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /approve}: the owner's word on a command that waits for it. */
@Component
public final class Approve implements Command {
    private static final String USAGE = "Use /approve ID allow-once, allow-always or deny.";

    private final Approvals approvals;

    @Activate
    public Approve(@Reference Approvals approvals) {
        this.approvals = approvals;
    }

    @Override
    public CommandInfo info() {
        return new CommandInfo("approve", List.of(), "Allows or denies a command that waits for it", true);
    }

    @Override
    public String run(CommandCall call) {
        if (!call.owner()) {
            throw new Denied("only the owner of this assistant may decide that");
        }
        String[] words = call.args().split("\\s+");
        if (words.length != 2) {
            return USAGE + waiting();
        }
        return Arrays.stream(Decision.values()).filter(decision -> decision.word().equals(words[1])).findFirst()
                .map(decision -> told(approvals.resolve(words[0], decision, "/approve")))
                .orElse(USAGE);
    }

    private static String told(Approval approval) {
        String command = "`" + approval.order().command() + "`";
        return switch (approval.state()) {
            case ALLOWED_ONCE -> "Allowed once: " + command;
            case ALLOWED_ALWAYS -> "Allowed from now on: " + command;
            default -> "Denied: " + command;
        };
    }

    private String waiting() {
        List<Approval> pending = approvals.pending();
        return pending.isEmpty() ? " Nothing waits for it." : pending.stream()
                .map(approval -> "\n" + approval.id() + "  `" + approval.order().command() + "`")
                .collect(Collectors.joining("", " These wait:", ""));
    }
}
