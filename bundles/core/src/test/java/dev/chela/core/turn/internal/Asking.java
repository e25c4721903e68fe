package dev.chela.core.turn.internal;

import dev.chela.api.grant.Questions;
import dev.chela.api.grant.Questions.Reply;
import dev.chela.api.tool.ToolResult;
import dev.chela.core.question.internal.Person;
import dev.chela.core.turn.internal.run.Toolbox;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;

/** A tool that asks the person of its conversation, as a plugin's would. */
public record Asking(House house) {
    public ToolResult run(Toolbox.Use use, Duration patience, List<Questions.Question> questions) {
        Person person = new Person(house.inquiries, house.sessions, house.transcripts, house.intake);
        try {
            Reply reply = person.grant(new UsedCall(use)).ask(questions, patience);
            return ToolResult.text(reply instanceof Reply.Answered said ? said.answers().toString() : reply.getClass().getSimpleName());
        } catch (InterruptedException stopped) {
            throw new CancellationException("interrupted");
        }
    }
}
