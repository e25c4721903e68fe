package dev.chela.tool.ask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.grant.Questions.Option;
import dev.chela.api.grant.Questions.Question;
import dev.chela.api.grant.Questions.Reply;
import dev.chela.api.tool.Tool;
import dev.chela.testkit.tool.ToolContract;
import dev.chela.testkit.tool.ToolBench;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AskUserTest extends ToolContract {
    private final List<Question> asked = new ArrayList<>();
    private final List<Duration> patience = new ArrayList<>();
    private final Deque<Reply> replies = new ArrayDeque<>();

    @Override
    protected Tool<?> tool() {
        return new AskUser();
    }

    @Override
    protected String example() {
        return "{\"questions\": [{\"question\": \"Which colour?\"}]}";
    }

    @Override
    protected ToolBench bench(Path at) {
        return new ToolBench(at).person((questions, atMost) -> {
            asked.addAll(questions);
            patience.add(atMost);
            return replies.pop();
        });
    }

    @Test
    void gives_the_model_each_question_with_its_answer() throws Exception {
        replies.add(new Reply.Answered(Map.of("q1", List.of("Red", "Blue"))));
        String told = textOf("{\"questions\": [{\"question\": \"Which colours?\", \"header\": \"Colours of it\", \"multiSelect\": true,"
                + " \"options\": [{\"label\": \"Red\", \"description\": \"warm\"}, {\"label\": \"Blue\"}]}, {\"question\": \"Why?\"}]}");
        assertThat(told).isEqualTo("Which colours?\nRed, Blue\n\nWhy?\n(not answered)");
        assertThat(asked).containsExactly(
                new Question("q1", "Colours of i", "Which colours?", List.of(new Option("Red", "warm"), new Option("Blue", "")), true, true),
                new Question("q2", "", "Why?", List.of(), false, true));
        assertThat(patience).containsExactly(Duration.ofMinutes(15));
    }

    @Test
    void says_when_nobody_answers_or_wants_to() throws Exception {
        replies.add(new Reply.Expired());
        replies.add(new Reply.Declined());
        assertThat(textOf(example())).contains("Nobody answered in time");
        assertThat(textOf(example())).contains("does not want to answer");
        assertThat(errorOf("{\"questions\": [], \"timeoutSeconds\": 5}")).contains("'timeoutSeconds' must be from 30 to 3600");
    }
}
