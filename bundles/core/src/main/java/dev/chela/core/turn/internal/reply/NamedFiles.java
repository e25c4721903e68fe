package dev.chela.core.turn.internal.reply;

import dev.chela.api.fault.Permanent;
import dev.chela.api.id.RunId;
import dev.chela.api.id.SessionKey;
import dev.chela.core.access.Access;
import dev.chela.core.access.Standing;
import dev.chela.core.agent.Agent;
import dev.chela.core.agent.Agents;
import dev.chela.core.files.FileGrants;
import dev.chela.core.inbox.Intake;
import dev.chela.core.media.Enclosures;
import dev.chela.core.media.Shown;
import dev.chela.core.session.Entry;
import dev.chela.core.session.Sessions;
import dev.chela.core.session.Transcripts;
import dev.chela.core.turn.AnswerMedia;
import dev.chela.core.turn.internal.prompt.Messages;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Shows what answers name: what an answer over a channel could bring as well. */
@Component
public final class NamedFiles implements AnswerMedia {
    private final Sessions sessions;
    private final Transcripts transcripts;
    private final Agents agents;
    private final Enclosures enclosures;
    private final FileGrants files;
    private final Intake intake;
    private final Access access;

    @Activate
    public NamedFiles(@Reference Sessions sessions, @Reference Transcripts transcripts, @Reference Agents agents, @Reference Enclosures enclosures,
            @Reference FileGrants files, @Reference Intake intake, @Reference Access access) {
        this.sessions = sessions;
        this.transcripts = transcripts;
        this.agents = agents;
        this.enclosures = enclosures;
        this.files = files;
        this.intake = intake;
        this.access = access;
    }

    @Override
    public Shown find(SessionKey session, String entry, String place, long most) {
        Entry answer = transcripts.newest(sessions.open(session), each -> each.id().equals(entry)).filter(each -> each.role().equals("assistant"))
                .orElseThrow(() -> new Permanent("there is no answer '" + entry + "' in this conversation"));
        if (!MediaLines.of(Messages.textOf(answer.message())).contains(place)) {
            throw new Permanent("this answer names no file '" + place + "'");
        }
        AnswerFiles.checkPlace(place);
        Agent agent = agents.get(session.agent());
        return enclosures.look(place, most, path -> AnswerFiles.readable(files, agent, session, path, wasForOwner(answer)));
    }

    /** Of an answer whose question is known no more, or that no run gave, nobody can say so. */
    private boolean wasForOwner(Entry answer) {
        int end = answer.id().lastIndexOf(':');
        return end > 0 && intake.find(answer.id().substring(0, end)).isPresent()
                && Standing.behalf(new RunId(answer.id().substring(0, end)), intake, access).owner();
    }
}
