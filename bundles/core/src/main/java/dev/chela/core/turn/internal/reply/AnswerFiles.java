package dev.chela.core.turn.internal.reply;

import dev.chela.api.fault.Denied;
import dev.chela.api.fault.Permanent;
import dev.chela.api.grant.Messages.Enclosure;
import dev.chela.api.id.SessionKey;
import dev.chela.core.access.Access;
import dev.chela.core.access.Standing;
import dev.chela.core.agent.Agent;
import dev.chela.core.agent.Agents;
import dev.chela.core.files.FileGrants;
import dev.chela.core.inbox.Intake;
import dev.chela.core.media.Enclosures;
import dev.chela.core.media.Kept;
import dev.chela.core.outbox.Carrier;
import dev.chela.core.outbox.ReturnAddress;
import dev.chela.core.turn.internal.run.Enclosing;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Files that answers name: what the agent's tools could read, and what is public. Who works for others sends what lies in the workspace. */
public final class AnswerFiles implements Enclosing {
    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*", Pattern.DOTALL);

    private final Enclosures enclosures;
    private final FileGrants files;
    private final Carrier carrier;
    private final Agents agents;
    private final Intake intake;
    private final Access access;

    public AnswerFiles(Enclosures enclosures, FileGrants files, Carrier carrier, Agents agents, Intake intake, Access access) {
        this.enclosures = enclosures;
        this.files = files;
        this.carrier = carrier;
        this.agents = agents;
        this.intake = intake;
        this.access = access;
    }

    @Override
    public boolean possible(String origin) {
        return ReturnAddress.read(origin).filter(to -> carrier.capabilities(to.channel(), to.account()).files().largest() > 0).isPresent();
    }

    @Override
    public Kept keep(Whose whose, String place) {
        if (!place.startsWith("https://")) {
            checkPlace(place);
        }
        ReturnAddress to = ReturnAddress.read(whose.origin()).orElseThrow(() -> new Permanent("the answer goes over no channel"));
        return enclosures.gather(List.of(new Enclosure.At(place)), to.channel(), carrier.capabilities(to.channel(), to.account()),
                path -> readable(whose, path));
    }

    private Path readable(Whose whose, String path) {
        return readable(files, agents.get(whose.session().agent()), whose.session(), path, Standing.behalf(whose.run(), intake, access).owner());
    }

    /** @throws Denied unless it is a path of this machine */
    static void checkPlace(String place) {
        if (ADDRESS.matcher(place).matches() && !place.startsWith("file://")) {
            throw new Denied("an answer brings files from https addresses and from this machine only");
        }
    }

    /** @param owner whether the answer is for the owner alone */
    static Path readable(FileGrants files, Agent agent, SessionKey session, String path, boolean owner) {
        Path real = files.readable(agent, session, path);
        if (!owner && !FileGrants.within(agent.workspace(), real)) {
            throw new Denied("'" + path + "' lies outside the workspace, and who works for others than the owner sends no such file");
        }
        return real;
    }
}
