package dev.chela.core.command.internal;

import dev.chela.api.command.Command;
import dev.chela.api.command.CommandCall;
import dev.chela.api.grant.Questions.Question;
import dev.chela.core.question.Inquiries;
import dev.chela.core.question.Inquiries.By;
import dev.chela.core.question.Inquiry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /answer}: what a person says to a question that waits in this session. Any message that answers it is read as this. */
@Component
public final class Answer implements Command {
    private static final String WHO = "/answer";
    private static final String DECLINES = "skip";

    private final Inquiries inquiries;

    @Activate
    public Answer(@Reference Inquiries inquiries) {
        this.inquiries = inquiries;
    }

    @Override
    public CommandInfo info() {
        return new CommandInfo("answer", List.of(), "Answers a question of the assistant, or skips it", true);
    }

    @Override
    public String run(CommandCall call) {
        String[] words = call.args().split("\\s+", 2);
        Optional<Inquiry> named = inquiries.find(words[0]).filter(inquiry -> inquiry.asker().session().equals(call.session().value()));
        if (named.isPresent() && !named.get().isPending()) {
            return settled(named.get()); // Such as of a button that was pressed before: it is not meant for what was asked since.
        }
        Optional<Inquiry> meant = named.or(() -> inquiries.pending(call.session()));
        if (meant.isEmpty()) {
            return "No question waits for an answer here.";
        }
        String said = named.isEmpty() ? call.args() : words.length > 1 ? words[1] : "";
        return said.equalsIgnoreCase(DECLINES) ? declined(meant.get()) : answered(meant.get(), said);
    }

    private String declined(Inquiry inquiry) {
        return inquiries.decline(inquiry.id(), WHO) ? "Skipped: " + asked(inquiry) : settled(inquiry);
    }

    private static String settled(Inquiry inquiry) {
        return "It is settled already: " + asked(inquiry);
    }

    private String answered(Inquiry inquiry, String said) {
        return inquiries.read(inquiry, said)
                .map(answers -> told(inquiries.answer(inquiry.id(), answers, new By(WHO, ""))))
                .orElseGet(() -> "This does not answer it. " + inquiry.questions().stream().map(Answer::choices).collect(Collectors.joining("\n")));
    }

    private static String told(Inquiry answered) {
        Map<String, List<String>> answers = answered.answers();
        return answered.questions().stream().filter(question -> answers.containsKey(question.id()))
                .map(question -> "Answered: " + String.join(", ", answers.get(question.id()))).collect(Collectors.joining("\n"));
    }

    private static String asked(Inquiry inquiry) {
        return inquiry.questions().stream().map(Question::text).collect(Collectors.joining(" / "));
    }

    private static String choices(Question question) {
        return question.text() + question.options().stream().map(option -> "\n- " + option.label()).collect(Collectors.joining());
    }
}
