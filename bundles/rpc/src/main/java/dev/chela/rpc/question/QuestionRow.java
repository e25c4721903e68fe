package dev.chela.rpc.question;

import dev.chela.api.grant.Questions;
import dev.chela.core.question.Inquiry;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A question in the protocol's names. */
record QuestionRow(
        String id, List<Item> questions, Optional<String> agentId, Optional<String> sessionKey, Optional<String> runId,
        long createdAtMs, long expiresAtMs, String status, Optional<Answers> answers, Optional<String> resolvedBy) {

    record Item(String questionId, String header, String question, List<Choice> options, boolean multiSelect, boolean isOther) {}

    record Choice(String label, Optional<String> description) {}

    record Answers(Map<String, List<String>> answers) {}

    static QuestionRow of(Inquiry inquiry) {
        Inquiry.Asker asker = inquiry.asker();
        return new QuestionRow(inquiry.id(), inquiry.questions().stream().map(QuestionRow::item).toList(), text(asker.agent()),
                text(asker.session()), text(asker.run()), inquiry.createdAt(), inquiry.expiresAt(), status(inquiry), answers(inquiry),
                text(inquiry.resolvedBy()));
    }

    private static Item item(Questions.Question question) {
        return new Item(question.id(), question.header(), question.text(), question.options().stream()
                .map(option -> new Choice(option.label(), text(option.description()))).toList(), question.several(), question.other());
    }

    static String status(Inquiry inquiry) {
        return inquiry.state().name().toLowerCase(Locale.ROOT);
    }

    static Optional<Answers> answers(Inquiry inquiry) {
        return inquiry.state() == Inquiry.State.ANSWERED ? Optional.of(new Answers(inquiry.answers())) : Optional.empty();
    }

    static Optional<String> text(String value) {
        return value.isEmpty() ? Optional.empty() : Optional.of(value);
    }
}
