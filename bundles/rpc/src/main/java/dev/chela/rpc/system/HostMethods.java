package dev.chela.rpc.system;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Connections;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.core.home.Home;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code system.info} and {@code update.status}: the machine, and what this house does not do on it. */
@Component(service = RpcMethods.class)
public final class HostMethods implements RpcMethods {
    private final Connections connections;
    private final File disk;
    /** One life of the process. */
    private final String life = UUID.randomUUID().toString();

    @Activate
    public HostMethods(@Reference Connections connections, @Reference Home home) {
        this.connections = connections;
        this.disk = home.root().toFile();
    }

    public record NoParams() {}

    /** @param nodeVersion the runtime's name and version; clients show it as it is */
    public record Info(
            String machineName, String hostname, String platform, String release, String arch, String osLabel, int port, String nodeVersion,
            long pid, String processInstanceId, long uptimeMs, int cpuCount, Optional<String> cpuModel, Optional<List<Double>> loadAverage,
            long memoryTotalBytes, long memoryFreeBytes, long diskTotalBytes, long diskAvailableBytes, String diskPath) {}

    @Rpc(value = "system.info", scope = Scope.READ)
    public Info info(NoParams params, Caller caller) {
        String host = Machine.host();
        String release = System.getProperty("os.version");
        return new Info(host, host, Machine.platform(), release, Machine.arch(), System.getProperty("os.name") + " " + release,
                connections.address().getPort(), "Java " + System.getProperty("java.version"), ProcessHandle.current().pid(), life,
                ManagementFactory.getRuntimeMXBean().getUptime(), Runtime.getRuntime().availableProcessors(), Machine.processor(),
                Machine.load(), Machine.memoryTotal(), Machine.memoryFree(), disk.getTotalSpace(), disk.getUsableSpace(), disk.getPath());
    }

    public record UpdateParams(Optional<Boolean> refreshCheckout) {}

    public record Updates(
            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Object sentinel,
            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Object updateAvailable) {}

    /** Nothing here looks for updates, so that none is known. */
    @Rpc(value = "update.status", scope = Scope.ADMIN)
    public Updates updates(UpdateParams params, Caller caller) {
        return new Updates(null, null);
    }
}
