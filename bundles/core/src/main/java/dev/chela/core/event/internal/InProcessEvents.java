package dev.chela.core.event.internal;

import dev.chela.api.task.Cancellation.Registration;
import dev.chela.core.event.Events;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listeners in the order of their registration, called on the publisher's thread. */
@Component
public final class InProcessEvents implements Events {
    private static final Logger LOG = LoggerFactory.getLogger(InProcessEvents.class);

    private final CopyOnWriteArrayList<Listener<?>> listeners = new CopyOnWriteArrayList<>();

    @Activate
    public InProcessEvents() {}

    @Override
    public void publish(Object event) {
        listeners.forEach(listener -> listener.offer(event));
    }

    @Override
    public <T> Registration listen(Class<T> type, Consumer<? super T> consumer) {
        Listener<T> listener = new Listener<>(type, consumer);
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** A class and not a record: two registrations of the same consumer are two. */
    private static final class Listener<T> {
        private final Class<T> type;
        private final Consumer<? super T> consumer;

        Listener(Class<T> type, Consumer<? super T> consumer) {
            this.type = type;
            this.consumer = consumer;
        }

        void offer(Object event) {
            if (type.isInstance(event)) {
                deliver(type.cast(event));
            }
        }

        /** A listener may belong to a plugin: what it throws must not undo what has already happened. */
        private void deliver(T event) {
            try {
                consumer.accept(event);
            } catch (Exception fault) {
                LOG.error("a listener to {} failed on {}", type.getSimpleName(), event.getClass().getSimpleName(), fault);
            }
        }
    }
}
