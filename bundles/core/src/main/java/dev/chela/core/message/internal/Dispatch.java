package dev.chela.core.message.internal;

import dev.chela.api.fault.Denied;
import dev.chela.api.fault.Permanent;
import dev.chela.api.grant.Messages;
import dev.chela.api.grant.Messages.Action;
import dev.chela.api.tool.ToolCall;
import dev.chela.core.access.Access;
import dev.chela.core.access.Standing;
import dev.chela.core.files.FileGrants;
import dev.chela.core.inbox.Intake;
import dev.chela.core.message.AddressBook;
import dev.chela.core.message.Belonging;
import dev.chela.core.message.Borders;
import dev.chela.core.message.Messenger;
import dev.chela.core.outbox.ReturnAddress;
import dev.chela.core.session.CallKeys;
import dev.chela.core.session.Runs;
import dev.chela.core.session.Session;
import dev.chela.core.session.Sessions;
import dev.chela.core.session.Transcripts;
import java.nio.file.Path;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@link Messages} of each call: through the outbox, under a key that the same call has again after a crash. */
@Component(service = Dispatch.class)
public final class Dispatch {
    private final AddressBook book;
    private final Messenger messenger;
    private final Sessions sessions;
    private final Transcripts transcripts;
    private final Runs runs;
    private final Intake intake;
    private final Access access;
    private final Borders borders;
    private final FileGrants files;
    private final Belonging belonging;

    @Activate
    public Dispatch(@Reference AddressBook book, @Reference Messenger messenger, @Reference Sessions sessions, @Reference Transcripts transcripts,
            @Reference Runs runs, @Reference Intake intake, @Reference Access access, @Reference Borders borders, @Reference FileGrants files,
            @Reference Belonging belonging) {
        this.book = book;
        this.messenger = messenger;
        this.sessions = sessions;
        this.transcripts = transcripts;
        this.runs = runs;
        this.intake = intake;
        this.access = access;
        this.borders = borders;
        this.files = files;
        this.belonging = belonging;
    }

    public Messages grant(ToolCall call) {
        return new Granted(call, sessions.open(call.session()), Standing.of(call.session(), runs, intake, access));
    }

    private final class Granted implements Messages {
        private final ToolCall call;
        private final Session session;
        private final Standing standing;
        /** Where this turn's answer goes, else where the last message over a channel came from. */
        private final Optional<ReturnAddress> here;

        Granted(ToolCall call, Session session, Standing standing) {
            this.call = call;
            this.session = session;
            this.standing = standing;
            this.here = ReturnAddress.read(standing.origin()).or(() -> ReturnAddress.read(session.address()));
        }

        @Override
        public Place find(Target target) {
            return messenger.place(address(target));
        }

        private ReturnAddress address(Target target) {
            ReturnAddress there = !target.to().isBlank() ? book.find(target) : here.orElseThrow(() -> new Permanent(
                    "this conversation is over no channel; say to whom it should go"));
            objection(there).ifPresent(why -> {
                throw new Denied("nothing may be sent from here to " + there.channel() + ":" + there.conversation().id() + ": " + why);
            });
            if (sessions.outward(session, there.write()).isEmpty()) {
                throw new Denied("nothing leaves this conversation: /send or session.sendPolicy keeps it in the house");
            }
            return there;
        }

        private Optional<String> objection(ReturnAddress there) {
            boolean own = here.filter(there::isSamePlace).isPresent();
            if (!own && !standing.behalf().owner()) {
                return Optional.of("who works for others than the owner may write in their conversation alone");
            }
            return here.isPresent() ? borders.objection(here, there) : belonging.objection(session.key(), there);
        }

        @Override
        public Done act(Target target, Action action) throws InterruptedException {
            ReturnAddress there = address(target);
            return messenger.act(CallKeys.of(transcripts, session, call), there, named(action, there), this::readable);
        }

        /** Who works for others hands out what lies in the workspace, and no other file of this machine. */
        private Path readable(String path) {
            Path real = files.grant(call).readable(path);
            if (!standing.behalf().owner() && !FileGrants.within(call.workspace(), real)) {
                throw new Denied("'" + path + "' lies outside the workspace, and who works for others than the owner sends no such file");
            }
            return real;
        }

        /** The same, with the id of the message that it means. */
        private Action named(Action action, ReturnAddress there) {
            if (action instanceof Action.Send send) {
                return new Action.Send(send.text(), send.replyTo().equals(Action.Send.ANSWERED) ? message("", there) : send.replyTo(), send.files());
            }
            if (action instanceof Action.React react) {
                return new Action.React(message(react.message(), there), react.emoji(), react.add());
            }
            if (action instanceof Action.Edit edit) {
                return new Action.Edit(message(edit.message(), there), edit.text());
            }
            return action instanceof Action.Delete delete ? new Action.Delete(message(delete.message(), there)) : action;
        }

        /** The one that this turn answers stands in no other place. */
        private String message(String given, ReturnAddress there) {
            String id = given.isBlank() ? here.filter(there::isSamePlace).map(place -> place.replyTo().messageId()).orElse("") : given;
            if (id.isBlank()) {
                throw new Permanent("messageId must say which message is meant");
            }
            return id;
        }
    }
}
