package dev.chela.api.grant;

import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The power to have something happen later, for the call's agent and no other. Jobs and ends of runs are JSON objects as OpenClaw's
 * protocol has them ({@code CronJob}, {@code CronRunLogEntry}). What changes a job is refused with a
 * {@link dev.chela.api.fault.Permanent} that names the property which is wrong.
 */
@ProviderType
public interface Jobs {
    /** The agent's jobs, disabled ones among them, with their state. */
    List<Map<String, Object>> list();

    /** @param job without an id; what is left out of agent, conversation and delivery is the call's */
    Map<String, Object> add(Map<String, Object> job);

    /** @param patch null takes a property away */
    Map<String, Object> update(String id, Map<String, Object> patch);

    void remove(String id);

    /** Starts a run now. @return its id, or why it was not started, behind {@code not started: } */
    String run(String id);

    /** What its runs came to, newest first, fifty at most. */
    List<Map<String, Object>> runs(String id);
}
