package dev.chela.cli.chat;

import dev.chela.cli.json.Json;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the assistant wants to know, as a person reads it. */
final class QuestionWords {
    private QuestionWords() {}

    static String of(Json inquiry) {
        List<Json> questions = inquiry.get("questions").items();
        String all = questions.stream().map(QuestionWords::one).collect(Collectors.joining("\n\n"));
        return all + "\n" + (questions.size() == 1 ? "Your next message answers this" : "Answer each on a line of its own, in this order")
                + "; /answer skip declines.";
    }

    private static String one(Json question) {
        List<Json> options = question.get("options").items();
        return question.get("question").text() + IntStream.range(0, options.size())
                .mapToObj(i -> "\n" + (i + 1) + ". " + option(options.get(i))).collect(Collectors.joining());
    }

    private static String option(Json option) {
        String description = option.get("description").text();
        return option.get("label").text() + (description.isEmpty() ? "" : ": " + description);
    }
}
