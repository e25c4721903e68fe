package dev.chela.api.channel;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Small values of one account, kept by the host across restarts and upgrades. Each write is on disk when it returns. */
@ProviderType
public interface State {
    Optional<String> get(String name);

    void put(String name, String value);

    void remove(String name);
}
