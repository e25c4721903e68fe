package dev.chela.archetype.hook;

import dev.chela.api.hook.Hook;
import dev.chela.api.hook.Passage.Received;
import dev.chela.api.hook.Verdict;
import java.util.regex.Pattern;
import org.osgi.annotation.bundle.Capability;
import org.osgi.annotation.bundle.Header;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Stands where something is said, and takes numbers of bank cards out of it before any model reads them. {@link dev.chela.api.hook.Passage}
 * has the other places to stand. Where this hook fails, what was said is refused: {@link Hook#SKIP} would let it pass. The capability goes
 * into the manifest, where installation reads it.
 */
@Component(property = Hook.ON_FAULT + "=" + Hook.STOP)
@Capability(namespace = "chela.hook", attribute = "name=sample")
@Header(name = "Chela-Grants", value = "none")
public final class SampleHook implements Hook<Received> {
    private static final Pattern CARD = Pattern.compile("\\b\\d{4}([ -]?)\\d{4}\\1\\d{4}\\1\\d{4}\\b");

    @Activate
    public SampleHook() {}

    @Override
    public Class<Received> at() {
        return Received.class;
    }

    @Override
    public Verdict<Received> on(Received said) {
        String without = CARD.matcher(said.text()).replaceAll("[card]");
        return without.equals(said.text()) ? Verdict.pass() : Verdict.replace(said.withText(without));
    }
}
