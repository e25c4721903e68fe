package dev.chela.core.turn.internal;

import dev.chela.api.grant.Questions;
import dev.chela.api.grant.Questions.Reply;
import dev.chela.api.id.AgentId;
import dev.chela.api.id.SessionKey;
import dev.chela.api.task.Cancellation;
import dev.chela.api.tool.ToolCall;
import dev.chela.api.tool.ToolResult;
import dev.chela.core.question.internal.Person;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;

/** A tool that asks the person of its conversation, as a plugin's would. */
record Asking(House house) {
    ToolResult run(Toolbox.Use use, Duration patience, List<Questions.Question> questions) {
        Person person = new Person(house.inquiries, house.sessions, house.transcripts, house.intake);
        try {
            Reply reply = person.grant(new Call(use)).ask(questions, patience);
            return ToolResult.text(reply instanceof Reply.Answered said ? said.answers().toString() : reply.getClass().getSimpleName());
        } catch (InterruptedException stopped) {
            throw new CancellationException("interrupted");
        }
    }

    private record Call(Toolbox.Use use) implements ToolCall {
        @Override
        public String id() {
            return use.callId();
        }

        @Override
        public SessionKey session() {
            return use.desk().session();
        }

        @Override
        public AgentId agent() {
            return use.desk().agent().id();
        }

        @Override
        public Path workspace() {
            return use.desk().agent().workspace();
        }

        @Override
        public Cancellation cancellation() {
            return use.cancellation();
        }

        @Override
        public void progress(String line) {
            use.progress().accept(line);
        }

        @Override
        public <G> G grant(Class<G> power) {
            throw new UnsupportedOperationException(power.getName());
        }
    }
}
