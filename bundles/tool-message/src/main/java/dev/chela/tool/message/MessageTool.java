package dev.chela.tool.message;

import dev.chela.api.grant.Messages.Action;
import dev.chela.api.grant.Messages.Done;
import dev.chela.api.grant.Messages.Enclosure;
import dev.chela.api.grant.Messages.Place;
import dev.chela.api.grant.Messages.Target;
import dev.chela.api.grant.Messages;
import dev.chela.api.tool.Arguments;
import dev.chela.api.tool.Describe;
import dev.chela.api.tool.Effect;
import dev.chela.api.tool.Tool;
import dev.chela.api.tool.ToolCall;
import dev.chela.api.tool.ToolInfo;
import dev.chela.api.tool.ToolResult;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.osgi.annotation.bundle.Capability;
import org.osgi.service.component.annotations.Component;

/** Sends, answers, reacts, changes, takes back and asks over channels. Repeatable: the same call does it once, however often it is run. */
@Capability(namespace = "chela.tool", attribute = "name=message")
@Component
public final class MessageTool implements Tool<MessageTool.Request> {
    private static final int FEWEST_CHOICES = 2;
    private static final int MOST_CHOICES = 12;

    /** What the model gives. */
    public record Request(
            @Describe("What to do: send, reply, react, edit, delete or poll") Kind action,
            @Describe("To whom: a name as it is known here, the platform's id, group:ID or channel:ID; where this conversation is when absent")
                    Optional<String> target,
            @Describe("The channel, where the target does not make it plain") Optional<String> channel,
            @Describe("The account of the channel, when it is not its first") Optional<String> accountId,
            @Describe("A thread or topic of the target") Optional<String> threadId,
            @Describe("The text, for send, reply and edit; may be left out where a file is sent") Optional<String> message,
            @Describe("A file for send and reply: a path that you may read, an https address, or a data: URL") Optional<String> media,
            @Describe("Several such files, 10 at most") Optional<List<String>> attachments,
            @Describe("The content of a file, in base64") Optional<String> buffer,
            @Describe("What people see the file called") Optional<String> filename,
            @Describe("The MIME type of the file, where its content does not show it") Optional<String> contentType,
            @Describe("The text under a file; the same as message") Optional<String> caption,
            @Describe("The message that is meant, by its id; for reply and react the one you answer when absent") Optional<String> messageId,
            @Describe("The emoji to react with") Optional<String> emoji,
            @Describe("Takes the reaction back (default false)") Optional<Boolean> remove,
            @Describe("What a poll asks") Optional<String> pollQuestion,
            @Describe("What can be chosen, 2 to 12") Optional<List<String>> pollOption,
            @Describe("How many of them one person may take (default 1)") Optional<Integer> pollMaxSelections,
            @Describe("Only says to whom it would go and what can be done there (default false)") Optional<Boolean> dryRun) {
        private String needed(String name, Optional<String> value) {
            return value.filter(text -> !text.isBlank()).orElseThrow(() -> new IllegalArgumentException(
                    "argument '" + name + "' must be given to " + action.name().toLowerCase(Locale.ROOT)));
        }

        Action what() {
            return switch (action) {
                case SEND -> send("");
                case REPLY -> send(messageId.orElse(Action.Send.ANSWERED));
                case REACT -> new Action.React(messageId.orElse(""), needed("emoji", emoji), !remove.orElse(false));
                case EDIT -> new Action.Edit(needed("messageId", messageId), needed("message", message));
                case DELETE -> new Action.Delete(needed("messageId", messageId));
                case POLL -> new Action.Poll(needed("pollQuestion", pollQuestion), choices(), selections());
            };
        }

        private Action send(String answered) {
            List<Enclosure> files = files();
            Optional<String> text = message.filter(given -> !given.isBlank()).or(() -> caption);
            return new Action.Send(files.isEmpty() ? needed("message", text) : text.orElse(""), answered, files);
        }

        private List<Enclosure> files() {
            List<String> places = Stream.concat(media.stream(), attachments.stream().flatMap(List::stream)).filter(place -> !place.isBlank()).distinct().toList();
            if (places.size() + (buffer.isPresent() ? 1 : 0) > Action.Send.MOST_FILES) {
                throw new IllegalArgumentException("argument 'attachments' may have " + Action.Send.MOST_FILES + " files, not " + places.size());
            }
            boolean named = buffer.isEmpty() && places.size() == 1;
            return Stream.concat(buffer.stream().map(this::held), places.stream().map(place -> named
                    ? new Enclosure.At(place, filename.orElse(""), contentType.orElse("")) : new Enclosure.At(place))).toList();
        }

        private Enclosure held(String content) {
            if (content.startsWith("data:")) {
                return new Enclosure.At(content, filename.orElse(""), contentType.orElse(""));
            }
            try {
                return new Enclosure.Holding(Base64.getDecoder().decode(content.replaceAll("\\s", "")), filename.orElse(""), contentType.orElse(""));
            } catch (IllegalArgumentException malformed) {
                throw new IllegalArgumentException("argument 'buffer' must be base64", malformed);
            }
        }

        private List<String> choices() {
            List<String> choices = pollOption.orElse(List.of());
            if (choices.size() < FEWEST_CHOICES || choices.size() > MOST_CHOICES) {
                throw new IllegalArgumentException("argument 'pollOption' must have " + FEWEST_CHOICES + " to " + MOST_CHOICES + " choices, not "
                        + choices.size());
            }
            return choices;
        }

        private int selections() {
            int most = pollMaxSelections.orElse(1);
            if (most < 1 || most > choices().size()) {
                throw new IllegalArgumentException("argument 'pollMaxSelections' must be 1 to the number of choices, not " + most);
            }
            return most;
        }
    }

    public enum Kind { SEND, REPLY, REACT, EDIT, DELETE, POLL }

    @Override
    public ToolInfo info() {
        return new ToolInfo("message", "Do something over a messaging channel: send a message or files to somebody, answer or react to one, change or"
                + " delete one that you sent, start a poll. You need it only for what is not your answer here: that is sent by itself."
                + " When you have said here already what there is to say, answer NO_REPLY.", Effect.REPEATABLE);
    }

    @Override
    public Arguments<Request> arguments() {
        return new Arguments.Typed<>(Request.class);
    }

    @Override
    public ToolResult run(Request given, ToolCall call) throws InterruptedException {
        Messages messages = call.grant(Messages.class);
        Target target = new Target(given.channel().orElse(""), given.accountId().orElse(""), given.target().orElse(""), given.threadId().orElse(""));
        Action action = given.what();
        if (given.dryRun().orElse(false)) {
            Place place = messages.find(target);
            return ToolResult.text("It would go to " + told(place) + ". Possible there: " + String.join(", ", new TreeSet<>(place.can())) + ".");
        }
        Done done = messages.act(target, action);
        return switch (done.state()) {
            case SENT -> ToolResult.text("Done: " + told(done.place()) + (done.messages().isEmpty() ? "" : ", messageId "
                    + String.join(", ", done.messages())) + ".");
            case ON_ITS_WAY -> ToolResult.text("Kept, and sent to " + told(done.place()) + " as soon as the platform takes it"
                    + (done.why().isEmpty() ? "" : " (" + done.why() + ")") + ". Do not send it again.");
            case IN_DOUBT -> ToolResult.error("Nobody knows whether it arrived at " + told(done.place()) + ": " + done.why());
            case REFUSED -> ToolResult.error(done.place().channel() + " refused it: " + done.why());
        };
    }

    private static String told(Place place) {
        return place.channel() + ":" + place.id() + (place.name().isBlank() ? "" : " (" + place.name() + ")");
    }
}
