package dev.chela.core.question.internal;

import dev.chela.api.fault.Denied;
import dev.chela.api.fault.Permanent;
import dev.chela.api.grant.Questions;
import dev.chela.api.tool.ToolCall;
import dev.chela.core.guest.GrantSource;
import dev.chela.core.inbox.Intake;
import dev.chela.core.question.Inquiries;
import dev.chela.core.question.Inquiries.Wish;
import dev.chela.core.question.Inquiry;
import dev.chela.core.session.CallKeys;
import dev.chela.core.session.Session;
import dev.chela.core.session.Sessions;
import dev.chela.core.session.Transcripts;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.osgi.annotation.bundle.Capability;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Grants {@link Questions}: the person who speaks in the call's session is asked, where the run's input came from. */
@Capability(namespace = "chela.grant", attribute = "power=questions")
@Component(service = GrantSource.class)
public final class Person implements GrantSource<Questions> {
    /** Conversations in which no person speaks. */
    private static final Set<String> NOBODY_THERE = Set.of("cron", "hook", "subagent");

    private final Inquiries inquiries;
    private final Sessions sessions;
    private final Transcripts transcripts;
    private final Intake intake;

    @Activate
    public Person(@Reference Inquiries inquiries, @Reference Sessions sessions, @Reference Transcripts transcripts,
            @Reference Intake intake) {
        this.inquiries = inquiries;
        this.sessions = sessions;
        this.transcripts = transcripts;
        this.intake = intake;
    }

    @Override
    public Class<Questions> power() {
        return Questions.class;
    }

    @Override
    public Questions grant(ToolCall call) {
        if (NOBODY_THERE.contains(call.session().rest().split(":")[0])) {
            throw new Denied("nobody reads along in session " + call.session() + "; decide yourself, and say what you decided");
        }
        return (questions, patience) -> ask(call, questions, patience);
    }

    private Questions.Reply ask(ToolCall call, List<Questions.Question> questions, Duration patience) throws InterruptedException {
        Session session = sessions.open(call.session());
        String run = session.last().isRunning() ? session.last().runId() : "";
        Inquiry inquiry = inquiries.put(new Wish("", CallKeys.of(transcripts, session, call), questions,
                new Inquiry.Asker(call.agent().value(), call.session().value(), run), patience, origin(run)));
        call.progress("waits for an answer: " + inquiry.questions().get(0).text());
        try {
            return reply(inquiries.await(inquiry.id(), call.cancellation()));
        } catch (InterruptedException withdrawn) {
            inquiries.decline(inquiry.id(), "");
            throw withdrawn;
        }
    }

    private String origin(String run) {
        return run.isEmpty() ? "" : intake.find(run).map(kept -> kept.input().origin()).orElse("");
    }

    private static Questions.Reply reply(Inquiry end) {
        return switch (end.state()) {
            case ANSWERED -> new Questions.Reply.Answered(end.answers());
            case EXPIRED -> new Questions.Reply.Expired();
            case CANCELLED -> new Questions.Reply.Declined();
            case PENDING -> throw new Permanent("question " + end.id() + " still waits");
        };
    }
}
