package dev.chela.rpc.session;

import dev.chela.api.fault.Permanent;
import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcFault;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.core.session.Groups;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * {@code sessions.groups.*}: what people sort sessions into. A session is put into one by {@code sessions.patch}, with {@code category}.
 * {@code sessions.groups.update} is not here: it settles where the sessions of a group work, which no session of this house says.
 */
@Component(service = RpcMethods.class)
public final class GroupMethods implements RpcMethods {
    private static final int LONGEST = 512;

    private final Groups groups;

    @Activate
    public GroupMethods(@Reference Groups groups) {
        this.groups = groups;
    }

    public record NoParams() {}

    public record Group(String name, int position) {}

    public record Listed(List<Group> groups, List<String> sectionOrder) {}

    @Rpc(value = "sessions.groups.list", scope = Scope.READ)
    public Listed list(NoParams params, Caller caller) {
        return new Listed(all(), groups.sections());
    }

    public record Defaults(List<Object> defaults) {}

    /** No group has any. */
    @Rpc(value = "sessions.groups.defaults", scope = Scope.WRITE)
    public Defaults defaults(NoParams params, Caller caller) {
        return new Defaults(List.of());
    }

    /** @param updatedSessions how many sessions went along */
    public record Changed(boolean ok, List<Group> groups, List<String> sectionOrder, Optional<Integer> updatedSessions) {}

    public record PutParams(List<String> names, Optional<List<String>> sectionOrder) {}

    @Rpc(value = "sessions.groups.put", scope = Scope.WRITE)
    public Changed put(PutParams params, Caller caller) {
        params.names().forEach(name -> checked("put", "names", name));
        params.sectionOrder().orElse(List.of()).forEach(name -> checked("put", "sectionOrder", name));
        groups.order(params.names());
        params.sectionOrder().ifPresent(groups::orderSections);
        return changed(Optional.empty());
    }

    public record RenameParams(String name, String to) {}

    @Rpc(value = "sessions.groups.rename", scope = Scope.WRITE)
    public Changed rename(RenameParams params, Caller caller) {
        checked("rename", "to", params.to());
        return changed(() -> groups.rename(params.name(), params.to()));
    }

    public record DeleteParams(String name) {}

    @Rpc(value = "sessions.groups.delete", scope = Scope.WRITE)
    public Changed delete(DeleteParams params, Caller caller) {
        return changed(() -> groups.delete(params.name()));
    }

    private static void checked(String method, String at, String name) {
        if (name.isBlank() || name.length() > LONGEST) {
            throw RpcFault.invalid("invalid sessions.groups." + method + " params: at /" + at + ": a name has 1 to " + LONGEST + " characters");
        }
    }

    private Changed changed(IntSupplier change) {
        try {
            return changed(Optional.of(change.getAsInt()));
        } catch (Permanent refused) {
            throw RpcFault.invalid(String.valueOf(refused.getMessage()));
        }
    }

    private Changed changed(Optional<Integer> sessions) {
        return new Changed(true, all(), groups.sections(), sessions);
    }

    private List<Group> all() {
        List<String> names = groups.names();
        return IntStream.range(0, names.size()).mapToObj(i -> new Group(names.get(i), i)).toList();
    }
}
