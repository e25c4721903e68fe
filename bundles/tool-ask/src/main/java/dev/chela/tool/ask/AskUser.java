package dev.chela.tool.ask;

import dev.chela.api.grant.Questions;
import dev.chela.api.grant.Questions.Option;
import dev.chela.api.grant.Questions.Question;
import dev.chela.api.grant.Questions.Reply;
import dev.chela.api.tool.Arguments;
import dev.chela.api.tool.Describe;
import dev.chela.api.tool.Effect;
import dev.chela.api.tool.Tool;
import dev.chela.api.tool.ToolCall;
import dev.chela.api.tool.ToolInfo;
import dev.chela.api.tool.ToolResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.osgi.annotation.bundle.Capability;
import org.osgi.service.component.annotations.Component;

/** Asks the person and waits. Repeatable: the same call asks once, however often it is run, and finds the answer that was given. */
@Capability(namespace = "chela.tool", attribute = "name=ask_user")
@Component
public final class AskUser implements Tool<AskUser.Request> {
    private static final int USUAL_SECONDS = 900;
    private static final int SHORTEST_SECONDS = 30;
    private static final int LONGEST_SECONDS = 3600;
    private static final int LONGEST_HEADER = 12;

    /** What the model gives. */
    public record Request(
            @Describe("One to three questions, shown and answered together") List<Item> questions,
            @Describe("Seconds to wait for the answer, 30 to 3600 (default 900)") Optional<Integer> timeoutSeconds) {
        public Request {
            timeoutSeconds.ifPresent(given -> {
                if (given < SHORTEST_SECONDS || given > LONGEST_SECONDS) {
                    throw new IllegalArgumentException("argument 'timeoutSeconds' must be from " + SHORTEST_SECONDS + " to " + LONGEST_SECONDS
                            + ", not " + given);
                }
            });
        }
    }

    /** One question. */
    public record Item(
            @Describe("The question, one sentence") String question,
            @Describe("One or two words above it, 12 characters at most") Optional<String> header,
            @Describe("Two to four choices; the person may always answer in other words. None for an open question")
                    Optional<List<Choice>> options,
            @Describe("Whether several choices may be taken (default false)") Optional<Boolean> multiSelect) {}

    /** One thing to choose. */
    public record Choice(
            @Describe("A few words; the answer comes back as these") String label,
            @Describe("What choosing it means") Optional<String> description) {}

    @Override
    public ToolInfo info() {
        return new ToolInfo("ask_user", "Ask the person you work for and wait for the answer. Use it when you cannot go on without a decision"
                + " that only they can take; not for what you can find out yourself.", Effect.REPEATABLE);
    }

    @Override
    public Arguments<Request> arguments() {
        return new Arguments.Typed<>(Request.class);
    }

    @Override
    public ToolResult run(Request given, ToolCall call) throws InterruptedException {
        List<Question> questions = new ArrayList<>();
        given.questions().forEach(item -> questions.add(question("q" + (questions.size() + 1), item)));
        Duration patience = Duration.ofSeconds(given.timeoutSeconds().orElse(USUAL_SECONDS));
        Reply reply = call.grant(Questions.class).ask(questions, patience);
        if (reply instanceof Reply.Answered said) {
            return ToolResult.text(questions.stream().map(question -> told(question, said)).collect(Collectors.joining("\n\n")));
        }
        return ToolResult.text(reply instanceof Reply.Declined
                ? "The person does not want to answer. Go on without it, or stop and say what you need."
                : "Nobody answered in time. Decide yourself what is safe, and say what you assumed.");
    }

    private static Question question(String id, Item item) {
        String header = item.header().map(given -> given.substring(0, Math.min(given.length(), LONGEST_HEADER)).strip()).orElse("");
        List<Option> options = item.options().orElse(List.of()).stream()
                .map(choice -> new Option(choice.label(), choice.description().orElse(""))).toList();
        return new Question(id, header, item.question(), options, item.multiSelect().orElse(false), true);
    }

    private static String told(Question question, Reply.Answered said) {
        List<String> answers = said.answers().getOrDefault(question.id(), List.of());
        return question.text() + "\n" + (answers.isEmpty() ? "(not answered)" : String.join(", ", answers));
    }
}
