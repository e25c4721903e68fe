package dev.chela.core.question.internal;

import dev.chela.api.channel.Button;
import dev.chela.api.grant.Questions.Option;
import dev.chela.api.grant.Questions.Question;
import dev.chela.core.question.Inquiry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What people read and type. */
final class Words {
    private Words() {}

    static String question(Inquiry inquiry) {
        List<Question> questions = inquiry.questions();
        StringBuilder text = new StringBuilder();
        questions.forEach(question -> text.append(text.isEmpty() ? "" : "\n\n").append(one(question)));
        return text.append("\n\n").append(questions.size() == 1 ? "Answer with " + how(questions.get(0))
                : "Answer each on a line of its own, in this order, with a number or words").append(". ").append(order(inquiry))
                .append("skip declines.").toString();
    }

    /** One for each option, where a single press can answer everything; each says what could be typed as well. */
    static List<Button> buttons(Inquiry inquiry) {
        Question first = inquiry.questions().get(0);
        if (inquiry.questions().size() > 1 || first.several() || first.options().isEmpty()) {
            return List.of();
        }
        List<Button> buttons = new ArrayList<>();
        first.options().forEach(option -> buttons.add(new Button(option.label(), order(inquiry) + (buttons.size() + 1))));
        buttons.add(new Button("Skip", order(inquiry) + "skip"));
        return buttons;
    }

    private static String order(Inquiry inquiry) {
        return "/answer " + inquiry.id() + " ";
    }

    private static String one(Question question) {
        StringBuilder text = new StringBuilder(question.text());
        for (int i = 0; i < question.options().size(); i++) {
            Option option = question.options().get(i);
            text.append('\n').append(i + 1).append(". ").append(option.label());
            text.append(option.description().isEmpty() ? "" : ": " + option.description());
        }
        return text.toString();
    }

    private static String how(Question question) {
        if (question.options().isEmpty()) {
            return "your own words";
        }
        return (question.several() ? "numbers, with commas between them" : "a number") + (question.other() ? ", or your own words" : "");
    }

    /** One line for each question; a single question takes all lines. */
    static Optional<Map<String, List<String>>> read(List<Question> questions, String message) {
        List<String> lines = questions.size() == 1 ? List.of(message.strip())
                : message.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        if (lines.size() != questions.size()) {
            return Optional.empty();
        }
        Map<String, List<String>> answers = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            List<String> chosen = read(questions.get(i), lines.get(i));
            if (chosen.isEmpty()) {
                return Optional.empty();
            }
            answers.put(questions.get(i).id(), chosen);
        }
        return Optional.of(answers);
    }

    private static List<String> read(Question question, String line) {
        List<String> chosen = new ArrayList<>();
        for (String part : question.several() ? line.split(",") : new String[] {line}) {
            option(question, part.strip()).ifPresentOrElse(chosen::add, () -> chosen.add(""));
        }
        if (!chosen.contains("")) {
            return chosen.stream().distinct().toList();
        }
        return (question.other() || question.options().isEmpty()) && !line.isEmpty() ? List.of(line) : List.of();
    }

    private static Optional<String> option(Question question, String typed) {
        List<String> labels = question.options().stream().map(Option::label).toList();
        Stream<String> named = labels.stream().filter(label -> label.equalsIgnoreCase(typed));
        Stream<String> numbered = typed.matches("[1-9]") && Integer.parseInt(typed) <= labels.size()
                ? Stream.of(labels.get(Integer.parseInt(typed) - 1)) : Stream.empty();
        return Stream.concat(named, numbered).findFirst();
    }
}
