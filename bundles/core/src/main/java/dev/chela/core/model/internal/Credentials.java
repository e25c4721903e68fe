package dev.chela.core.model.internal;

import dev.chela.api.fault.Permanent;
import dev.chela.api.id.ModelRef;
import dev.chela.core.model.FaultKind;
import dev.chela.core.model.Models.Held;
import dev.chela.core.model.Models.Question;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which credential of a provider is used next: in the configured order, else by turns; what failed lately rests behind the others. A
 * conversation stays with the one that answered it last, since providers' caches belong to credentials. In memory only; a restart forgives.
 */
final class Credentials {
    /** What another credential may not suffer from. */
    private static final Set<FaultKind> ITS_OWN = EnumSet.of(FaultKind.RATE, FaultKind.AUTH, FaultKind.BILLING);
    private static final int MOST_PINS = 10_000;

    private final Catalog catalog;
    private final Cooldowns<String> resting;
    private final Map<String, Instant> used = new ConcurrentHashMap<>();
    private final Map<String, String> pins = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MOST_PINS;
        }
    });

    Credentials(Catalog catalog) {
        this.catalog = catalog;
        this.resting = new Cooldowns<>(catalog::cooldowns);
    }

    /** @param conversation that asks; empty for none */
    List<Credential> order(ModelRef model, String conversation, Instant now) {
        return order(model.provider(), Optional.ofNullable(pins.get(pin(model.provider(), conversation))), now);
    }

    /** The one that a person chose. @throws Permanent when it is gone: whoever chose it does not want another one to be used instead */
    List<Credential> order(ModelRef model, Question question, Instant now) {
        if (!question.pin().holds(model)) {
            return order(model, question.conversation(), now);
        }
        List<Credential> chosen = catalog.credentials(model.provider()).stream().filter(each -> each.profile().equals(question.pin().profile())).toList();
        if (chosen.isEmpty()) {
            throw new Permanent("the credential " + question.pin().profile() + " of " + model.provider() + ", which this conversation is to use, is not there:"
                    + " set auth.profiles." + question.pin().profile() + ", or say /model " + model);
        }
        return chosen;
    }

    private List<Credential> order(String provider, Optional<String> pinned, Instant now) {
        List<Credential> all = new ArrayList<>(catalog.credentials(provider));
        if (all.size() > 1 && !catalog.ordered(provider)) {
            all.sort(Comparator.comparing(each -> used.getOrDefault(each.profile(), Instant.EPOCH)));
        }
        pinned.ifPresent(profile -> all.sort(Comparator.comparing(each -> !each.profile().equals(profile))));
        all.sort(Comparator.comparing(each -> resting.cooling(each.profile(), now)));
        return all;
    }

    private static String pin(String provider, String conversation) {
        return provider + "\n" + conversation;
    }

    boolean ready(Credential credential, Instant now) {
        return !resting.cooling(credential.profile(), now);
    }

    static boolean mayHelp(FaultKind kind) {
        return ITS_OWN.contains(kind);
    }

    void asking(Credential credential, Instant now) {
        used.put(credential.profile(), now);
    }

    void failed(ModelRef model, Credential credential, FaultKind kind, Instant now) {
        resting.failed(credential.profile(), model.provider(), kind, now);
    }

    void answered(ModelRef model, Credential credential, String conversation) {
        resting.answered(credential.profile());
        if (!conversation.isEmpty()) {
            pins.put(pin(model.provider(), conversation), credential.profile());
        }
    }

    /** For people; no secrets. */
    List<Held> held(String provider, Instant now) {
        return order(provider, Optional.empty(), now).stream().filter(each -> !each.secret().isEmpty()).map(each -> {
            Optional<Cooldowns.State> state = resting.state(each.profile());
            return new Held(each.profile(), Optional.ofNullable(used.get(each.profile())),
                    state.map(Cooldowns.State::until).filter(until -> until.isAfter(now)), state.map(Cooldowns.State::failures).orElse(0),
                    state.map(Cooldowns.State::kind));
        }).toList();
    }
}
