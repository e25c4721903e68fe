package dev.chela.gateway;

import org.osgi.annotation.versioning.ProviderType;

/** The connections of devices. */
@ProviderType
public interface LiveDevices {
    /**
     * Closes the connections of a device with code 4001; returns at once. From then on they hear nothing, but for the connection on whose
     * request this thread is at work: that one is closed behind its answer.
     *
     * @param role of the connections; empty for all
     * @param why for the device, at most 123 bytes
     */
    void end(String device, String role, String why);
}
