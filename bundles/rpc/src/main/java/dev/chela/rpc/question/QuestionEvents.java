package dev.chela.rpc.question;

import dev.chela.api.rpc.Broadcaster;
import dev.chela.api.rpc.Push;
import dev.chela.api.rpc.Push.Audience;
import dev.chela.api.rpc.Push.Slow;
import dev.chela.api.rpc.Scope;
import dev.chela.api.task.Cancellation.Registration;
import dev.chela.core.event.Events;
import dev.chela.core.question.Inquiry;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Tells those who may answer that something is asked, and what became of it. */
@Component(service = QuestionEvents.class, immediate = true)
public final class QuestionEvents {
    private static final Audience ANSWERERS = new Audience(Optional.of(Scope.QUESTIONS), "", "", "");

    private final List<Registration> listening;

    @Activate
    public QuestionEvents(@Reference Events events, @Reference Broadcaster clients) {
        listening = List.of(
                events.listen(Inquiry.Requested.class, asked -> clients.send(
                        new Push("question.requested", QuestionRow.of(asked.inquiry()), ANSWERERS, new Slow.Keep()))),
                events.listen(Inquiry.Resolved.class, done -> clients.send(
                        new Push("question.resolved", resolved(done.inquiry()), ANSWERERS, new Slow.Keep()))));
    }

    private record Resolved(String id, String status, Optional<QuestionRow.Answers> answers) {}

    private static Resolved resolved(Inquiry inquiry) {
        return new Resolved(inquiry.id(), QuestionRow.status(inquiry), QuestionRow.answers(inquiry));
    }

    @Deactivate
    public void stop() {
        listening.forEach(Registration::close);
    }
}
