package dev.chela.core.approval.internal;

import dev.chela.core.approval.Approval;
import dev.chela.core.text.Excerpt;
import java.util.stream.Collectors;

/** What people read and type. */
final class Words {
    private static final int LONGEST = 2_000;

    private Words() {}

    static String question(Approval approval) {
        String shown = Excerpt.of(approval.order().command(), LONGEST);
        return "This command needs your approval:\n\n```\n" + shown + "\n```\n\nAnswer with /approve " + approval.id() + " "
                + approval.decisions().stream().map(Approval.Decision::word).collect(Collectors.joining("|"));
    }
}
