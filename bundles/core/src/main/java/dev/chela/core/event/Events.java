package dev.chela.core.event;

import dev.chela.api.task.Cancellation.Registration;
import java.util.function.Consumer;

/**
 * The bus of one gateway. A listener runs on the publisher's thread, in the order of publication per publisher, and must be quick:
 * one that has real work puts it in a mailbox of its own. What a listener throws is logged and never reaches the publisher.
 */
public interface Events {
    void publish(Object event);

    /** Listens to events of a type and its subtypes until the registration is closed. */
    <T> Registration listen(Class<T> type, Consumer<? super T> listener);
}
