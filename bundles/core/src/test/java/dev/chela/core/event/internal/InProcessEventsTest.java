package dev.chela.core.event.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.task.Cancellation.Registration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InProcessEventsTest {
    private final InProcessEvents events = new InProcessEvents();
    private final List<Object> heard = new ArrayList<>();

    @Test
    void a_listener_hears_its_type_and_subtypes_in_order() {
        events.listen(Number.class, heard::add);
        events.publish(1);
        events.publish("text");
        events.publish(2L);
        assertThat(heard).containsExactly(1, 2L);
    }

    @Test
    void a_listener_that_throws_disturbs_neither_the_publisher_nor_the_others() {
        events.listen(Object.class, event -> {
            throw new IllegalStateException("on purpose");
        });
        events.listen(Object.class, heard::add);
        events.publish("x");
        assertThat(heard).containsExactly("x");
    }

    @Test
    void a_closed_registration_hears_nothing_and_leaves_the_same_consumer_registered_elsewhere() {
        java.util.function.Consumer<Object> consumer = heard::add;
        events.listen(Object.class, consumer);
        Registration second = events.listen(Object.class, consumer);
        second.close();
        second.close();
        events.publish("once");
        assertThat(heard).containsExactly("once");
    }

    @Test
    void a_listener_may_leave_while_it_hears() {
        List<Registration> own = new ArrayList<>();
        own.add(events.listen(Object.class, event -> own.get(0).close()));
        events.listen(Object.class, heard::add);
        events.publish("a");
        assertThat(heard).containsExactly("a");
    }
}
