package dev.chela.core.approval.internal;

import dev.chela.api.channel.Button;
import dev.chela.core.approval.Approval;
import dev.chela.core.approval.Approval.Decision;
import dev.chela.core.text.Excerpt;
import java.util.List;
import java.util.stream.Collectors;

/** What people read and type. */
final class Words {
    private static final int LONGEST = 2_000;

    private Words() {}

    static String question(Approval approval) {
        String shown = Excerpt.of(approval.order().command(), LONGEST);
        return "This command needs your approval:\n\n```\n" + shown + "\n```\n\nAnswer with " + order(approval)
                + approval.decisions().stream().map(Decision::word).collect(Collectors.joining("|"));
    }

    /** Each says for whoever presses it what could be typed as well. */
    static List<Button> buttons(Approval approval) {
        return approval.decisions().stream().map(decision -> new Button(label(decision), order(approval) + decision.word())).toList();
    }

    private static String order(Approval approval) {
        return "/approve " + approval.id() + " ";
    }

    private static String label(Decision decision) {
        return switch (decision) {
            case ALLOW_ONCE -> "Allow once";
            case ALLOW_ALWAYS -> "Always allow";
            case DENY -> "Deny";
        };
    }
}
