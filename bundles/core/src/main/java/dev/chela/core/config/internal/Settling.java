package dev.chela.core.config.internal;

import dev.chela.core.config.ConfigFile;
import dev.chela.core.task.Scope;
import java.util.Arrays;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Has the configuration judged once the framework has reached its start level: only then have the bundles of the boot set registered
 * their sections, and a key that none of them claims is one that nobody knows. Neither the framework's STARTED nor its configured
 * beginning level tells: Karaf starts the framework at level 1 and raises it afterwards. So it is up when no installed bundle waits for a
 * higher level, or when a change of level is reported as done.
 */
@Component(immediate = true, service = {})
public final class Settling implements FrameworkListener {
    private final BundleContext context;
    private final ConfigFile config;
    private final Scope scope = new Scope("config-settling");
    private final AtomicBoolean judged = new AtomicBoolean();

    @Activate
    public Settling(BundleContext context, @Reference ConfigFile config) {
        this.context = context;
        this.config = config;
        context.addFrameworkListener(this);
        judgeWhenUp();
    }

    @Override
    public void frameworkEvent(FrameworkEvent event) {
        if (event.getType() == FrameworkEvent.STARTLEVEL_CHANGED) {
            judge();
        } else if (event.getType() == FrameworkEvent.STARTED) {
            judgeWhenUp();
        }
    }

    private void judgeWhenUp() {
        Bundle system = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION);
        int reached = system.adapt(FrameworkStartLevel.class).getStartLevel();
        boolean up = Arrays.stream(context.getBundles()).filter(bundle -> bundle != system)
                .allMatch(bundle -> bundle.adapt(BundleStartLevel.class).getStartLevel() <= reached);
        if (up && system.getState() == Bundle.ACTIVE) {
            judge();
        }
    }

    private void judge() {
        if (judged.compareAndSet(false, true)) {
            try {
                scope.start("judge the configuration", config::judge);
            } catch (RejectedExecutionException ended) {
                judged.set(false); // It was stopped between the event and now; the next activation judges.
            }
        }
    }

    @Deactivate
    public void close() {
        context.removeFrameworkListener(this);
        scope.close();
    }
}
