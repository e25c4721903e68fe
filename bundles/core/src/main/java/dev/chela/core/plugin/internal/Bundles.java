package dev.chela.core.plugin.internal;

import dev.chela.api.fault.Permanent;
import dev.chela.core.annex.Annex;
import dev.chela.core.annex.Lane;
import dev.chela.core.guest.Causes;
import dev.chela.core.guest.Guests;
import dev.chela.core.guest.Manifests;
import dev.chela.core.json.SharedTypes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.framework.wiring.FrameworkWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Plugin generations in the framework, at the location {@code chela:<sha256>}. Started transiently: who starts them at boot is this room. */
final class Bundles {
    private static final Logger LOG = LoggerFactory.getLogger(Bundles.class);
    private static final String LOCATION = Manifests.PLUGINS;
    /** What a crash leaves of it is no generation that anybody knows of, and goes at the next start. */
    private static final String GLANCE = LOCATION + "glance-";
    private static final int REFRESH_SECONDS = 10;

    private final BundleContext context;
    private final Staging staging;
    private final Guests guests;
    private final Hands hands;
    private final Annex annex;
    private final Remains remains = new Remains();
    private final Earlier earlier = new Earlier();

    Bundles(BundleContext context, Staging staging, Guests guests, Hands hands, Annex annex) {
        this.context = context;
        this.staging = staging;
        this.guests = guests;
        this.hands = hands;
        this.annex = annex;
    }

    /** What the generations leave. */
    Remains remains() {
        return remains;
    }

    Earlier earlier() {
        return earlier;
    }

    FrameworkWiring wiring() {
        return Objects.requireNonNull(context.getBundle(0).adapt(FrameworkWiring.class));
    }

    /** Installs a staged jar, or what stands for it, without starting it. */
    Bundle install(String sha256, Lane lane) {
        Path jar = staging.jar(sha256);
        Bundle bundle = lane == Lane.CHILD ? install(LOCATION + sha256, new ByteArrayInputStream(annex.front(jar))) : install(LOCATION + sha256, jar);
        lower(bundle);
        return bundle;
    }

    private Bundle install(String location, Path jar) {
        try (InputStream in = Files.newInputStream(jar)) {
            return install(location, in);
        } catch (IOException e) {
            throw new Permanent("the framework cannot install it: " + e.getMessage(), e);
        }
    }

    private Bundle install(String location, InputStream jar) {
        try {
            return context.installBundle(location, jar);
        } catch (BundleException e) {
            throw new Permanent("the framework cannot install it: " + e.getMessage(), e);
        }
    }

    /**
     * Has the framework take a jar for a moment: it may be resolved, is not started, and none of its code runs.
     *
     * @throws Permanent when the framework does not take it; what {@code look} throws
     */
    <T> T glance(Candidate jar, Function<Bundle, T> look) throws InterruptedException {
        Bundle bundle = install(GLANCE + jar.sha256(), jar.copy());
        try {
            return look.apply(bundle);
        } finally {
            uninstall(bundle);
            refresh(bundle);
        }
    }

    /** While the framework is on its way up, a bundle of a later level than ours could not be started yet. */
    private void lower(Bundle bundle) {
        int now = Objects.requireNonNull(context.getBundle(0).adapt(FrameworkStartLevel.class)).getStartLevel();
        BundleStartLevel level = Objects.requireNonNull(bundle.adapt(BundleStartLevel.class));
        if (level.getStartLevel() > now) {
            level.setStartLevel(Objects.requireNonNull(context.getBundle().adapt(BundleStartLevel.class)).getStartLevel());
        }
    }

    /** @throws Permanent telling why it does not start, or that it hangs */
    void start(Bundle bundle) throws InterruptedException {
        remains.starts(bundle);
        hands.limited(bundle, "it does not start", () -> {
            try {
                bundle.start(Bundle.START_TRANSIENT);
            } catch (BundleException e) {
                throw new Permanent("it cannot be started: " + Causes.innermost(e), e);
            }
        });
    }

    /** Returns when the calls in it have ended, or at the registries' limit, or when it has hung for a while. */
    void stop(Bundle bundle) throws InterruptedException {
        end(bundle, () -> halt(bundle));
    }

    /** Stops and uninstalls, and makes the framework let go of its classes. Of one that hangs, when it hangs no more. */
    void remove(Bundle bundle) throws InterruptedException {
        remains.gone(bundle);
        end(bundle, () -> {
            if (bundle.getState() != Bundle.UNINSTALLED) {
                halt(bundle);
                earlier.leaves(bundle);
                uninstall(bundle);
            }
            refresh(bundle);
            SharedTypes.forget();
        });
    }

    private void refresh(Bundle bundle) throws InterruptedException {
        CountDownLatch refreshed = new CountDownLatch(1);
        wiring().refreshBundles(List.of(bundle), event -> refreshed.countDown());
        refreshed.await(REFRESH_SECONDS, TimeUnit.SECONDS);
    }

    private void end(Bundle bundle, Hands.Work work) throws InterruptedException {
        String name = bundle.getSymbolicName() + " " + bundle.getVersion();
        long id = bundle.getBundleId();
        try {
            hands.limited(bundle, "it does not stop", () -> guests.accounts().stream().anyMatch(account -> account.guest().bundle() == id), work);
        } catch (Permanent hangs) {
            LOG.warn("{} is left behind: {}", name, hangs.getMessage());
        }
    }

    private static void halt(Bundle bundle) {
        try {
            bundle.stop(Bundle.STOP_TRANSIENT);
        } catch (BundleException e) {
            LOG.warn("{} {} did not stop properly: {}", bundle.getSymbolicName(), bundle.getVersion(), String.valueOf(Causes.innermost(e)));
        }
    }

    private static void uninstall(Bundle bundle) {
        try {
            bundle.uninstall();
        } catch (BundleException e) {
            LOG.warn("{} {} could not be uninstalled: {}", bundle.getSymbolicName(), bundle.getVersion(), String.valueOf(Causes.innermost(e)));
        }
    }

    /** Generations that the framework's cache brought back, wanted or not. */
    List<Bundle> found() {
        return Stream.of(context.getBundles()).filter(Bundles::isGeneration).toList();
    }

    static boolean isGeneration(Bundle bundle) {
        return bundle.getLocation().startsWith(LOCATION);
    }

    static String sha256(Bundle bundle) {
        return bundle.getLocation().substring(LOCATION.length());
    }
}
