package dev.chela.core.command;

import dev.chela.api.command.Command;
import dev.chela.api.id.SessionKey;
import java.util.List;
import java.util.Optional;

/** The commands that are there now: the house's own, and those of plugins. */
public interface Commands {
    /** The command that a message is, if it is one; {@code /skill NAME} is none, since the assistant is to do it. */
    Optional<Order> read(SessionKey session, String text);

    /** The command that a message without a slash is, when what goes on makes it plain: {@code stop}, said to a run. */
    Optional<Order> bare(SessionKey session, String text);

    List<Command.CommandInfo> list();

    /** @param text what followed the name, trimmed */
    record Order(Command command, String text) {}
}
