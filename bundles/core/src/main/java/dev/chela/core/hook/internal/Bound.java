package dev.chela.core.hook.internal;

import dev.chela.api.fault.Permanent;
import dev.chela.api.hook.Hook;
import dev.chela.api.hook.Passage;
import dev.chela.core.guest.Desk;
import dev.chela.core.hook.Breaker;
import dev.chela.core.hook.internal.HookRegistry.Place;

/**
 * A hook of one generation of a plugin.
 *
 * @param at its passage
 * @param name of its class: what stays the same from one generation to the next
 */
record Bound(Hook<?> hook, Class<?> at, String name, Desk desk, Place place, Breaker breaker) {
    /** @throws dev.chela.api.fault.Permanent when it stands nowhere */
    static Bound of(Hook<?> hook, Desk desk, Place place) {
        Class<?> at = hook.at();
        if (at == null || !Passage.class.isAssignableFrom(at) || at == Passage.class) {
            throw new Permanent("at() answers " + at + ", which is no passage");
        }
        return new Bound(hook, at, hook.getClass().getName(), desk, place, new Breaker());
    }

    /** Whether it is the same hook, perhaps of another generation. */
    boolean sameAs(Bound other) {
        return name.equals(other.name) && desk.guest().plugin().equals(other.desk.guest().plugin());
    }

    boolean strict() {
        return place.strict();
    }

    /** For people. */
    String told() {
        return "hook " + name.substring(name.lastIndexOf('.') + 1) + " of plugin " + desk.guest();
    }
}
