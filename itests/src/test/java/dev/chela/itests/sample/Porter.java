package dev.chela.itests.sample;

import dev.chela.api.tool.Arguments;
import dev.chela.api.tool.Effect;
import dev.chela.api.tool.Tool;
import dev.chela.api.tool.ToolCall;
import dev.chela.api.tool.ToolInfo;
import dev.chela.api.tool.ToolResult;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.FrameworkWiring;

/** Carries a bundle of the boot set out of the house and in again, for those that stand on the core and so cannot come through {@code deploy/}. */
public final class Porter implements Tool<Porter.Order> {
    public record Order(String bundle) {}

    @Override
    public ToolInfo info() {
        return new ToolInfo("carry", "Takes a bundle out and brings it in again", Effect.ACTS);
    }

    @Override
    public Arguments<Order> arguments() {
        return new Arguments.Typed<>(Order.class);
    }

    @Override
    public ToolResult run(Order order, ToolCall call) throws BundleException, InterruptedException {
        BundleContext framework = FrameworkUtil.getBundle(Porter.class).getBundleContext();
        Bundle old = Stream.of(framework.getBundles()).filter(each -> each.getSymbolicName().equals(order.bundle())).findFirst().orElseThrow();
        int level = old.adapt(BundleStartLevel.class).getStartLevel();
        String location = old.getLocation();
        old.uninstall();
        CountDownLatch refreshed = new CountDownLatch(1);
        framework.getBundle(0).adapt(FrameworkWiring.class).refreshBundles(List.of(old), event -> refreshed.countDown());
        refreshed.await();
        Bundle again = framework.installBundle(location);
        again.adapt(BundleStartLevel.class).setStartLevel(level);
        again.start();
        return ToolResult.text("carried " + again.getSymbolicName());
    }
}
