package dev.chela.gateway;

import java.util.Optional;

/** Knows every device and makes no tokens: for tests about something else. */
final class EveryDevice implements DeviceRegister {
    /** Opens what pages show. */
    static final String READER = "the token of a device that may read";

    @Override
    public Entry adopt(Arrival arrival) {
        return admit(arrival);
    }

    @Override
    public Entry admit(Arrival arrival) {
        return new Entry.Granted(1, Optional.empty(), 0);
    }

    @Override
    public boolean tokenFits(String device, String role, String token) {
        return false;
    }

    @Override
    public boolean mayRead(String token) {
        return token.equals(READER);
    }

    @Override
    public boolean stands(String device, String role, long generation) {
        return true;
    }
}
