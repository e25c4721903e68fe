package dev.chela.examples.guard;

import dev.chela.api.hook.Hook;
import dev.chela.api.hook.Passage.Calling;
import dev.chela.api.hook.Verdict;
import java.util.regex.Pattern;
import org.osgi.annotation.bundle.Capability;
import org.osgi.annotation.bundle.Header;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Stops every call of a tool that would delete whole directories by {@code rm -rf}. Where this hook fails, the call is stopped too: a
 * guard that is asleep lets nobody in. The capability goes into the manifest, where installation reads it.
 */
@Component(property = Hook.ON_FAULT + "=" + Hook.STOP)
@Capability(namespace = "chela.hook", attribute = "name=guard")
@Header(name = "Chela-Grants", value = "none")
public final class Guard implements Hook<Calling> {
    /** Recursive and forced, in any order, together or apart. */
    private static final Pattern DELETES = Pattern.compile("\\brm\\s+(?=(-\\S+\\s+)*(-\\w*[rR]|--recursive))(?=(-\\S+\\s+)*(-\\w*f|--force))");

    @Activate
    public Guard() {}

    @Override
    public Class<Calling> at() {
        return Calling.class;
    }

    /** The reason goes back to the model, which can do something else. */
    @Override
    public Verdict<Calling> on(Calling call) {
        return DELETES.matcher(call.args()).find() ? Verdict.stop("rm -rf is not run here; move things to a folder called trash") : Verdict.pass();
    }
}
