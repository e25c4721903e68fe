package dev.chela.core.question.internal;

import dev.chela.api.fault.Permanent;
import dev.chela.api.grant.Questions.Option;
import dev.chela.api.grant.Questions.Question;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What is well formed: questions, and answers to them. */
final class Form {
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9_]*");
    private static final int MOST_QUESTIONS = 3;
    private static final int MOST_OPTIONS = 4;
    private static final int LONGEST_HEADER = 12;

    private Form() {}

    static void check(List<Question> questions) {
        if (questions.isEmpty() || questions.size() > MOST_QUESTIONS) {
            throw new Permanent("one to " + MOST_QUESTIONS + " questions can be asked together, not " + questions.size());
        }
        Set<String> ids = new HashSet<>();
        questions.forEach(question -> {
            check(question);
            if (!ids.add(question.id())) {
                throw new Permanent("two questions have the id '" + question.id() + "'");
            }
        });
    }

    private static void check(Question question) {
        if (!ID.matcher(question.id()).matches()) {
            throw new Permanent("the question id '" + question.id() + "' must match " + ID);
        }
        if (question.text().isBlank()) {
            throw new Permanent("question '" + question.id() + "' asks nothing");
        }
        if (question.header().length() > LONGEST_HEADER) {
            throw new Permanent("the header '" + question.header() + "' is longer than " + LONGEST_HEADER + " characters");
        }
        List<String> labels = question.options().stream().map(Option::label).toList();
        if (labels.size() > MOST_OPTIONS || labels.stream().anyMatch(String::isBlank) || Set.copyOf(labels).size() < labels.size()) {
            throw new Permanent("question '" + question.id() + "' must have " + MOST_OPTIONS + " options at most, each with a label of its own");
        }
    }

    /** @throws Permanent when these are no answers to these questions */
    static void check(List<Question> questions, Map<String, List<String>> answers) {
        Map<String, Question> known = questions.stream().collect(Collectors.toMap(Question::id, each -> each));
        answers.forEach((id, chosen) -> {
            if (!known.containsKey(id)) {
                throw new Permanent("there is no question '" + id + "' in it; there are " + String.join(", ", known.keySet()));
            }
            check(known.get(id), chosen);
        });
        if (answers.values().stream().allMatch(List::isEmpty)) {
            throw new Permanent("no question is answered");
        }
    }

    private static void check(Question question, List<String> chosen) {
        List<String> labels = question.options().stream().map(Option::label).toList();
        if (chosen.size() > 1 && !question.several()) {
            throw new Permanent("question '" + question.id() + "' takes one answer, not " + chosen.size());
        }
        for (String each : chosen) {
            if (each.isBlank() || !labels.isEmpty() && !question.other() && !labels.contains(each)) {
                throw new Permanent("'" + each + "' is no answer to question '" + question.id() + "'"
                        + (labels.isEmpty() ? "" : "; the options are " + String.join(", ", labels)));
            }
        }
    }
}
