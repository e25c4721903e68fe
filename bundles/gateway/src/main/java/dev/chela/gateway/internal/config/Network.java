package dev.chela.gateway.internal.config;

import dev.chela.api.fault.Permanent;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** One address, or a range of them written {@code 10.0.0.0/8}. Names are never looked up. */
public record Network(InetAddress address, int bits) {
    private static final Pattern V4 = Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.|$)){4}");
    private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
    private static final Pattern BITS = Pattern.compile("\\d{1,3}");

    /** @throws Permanent for what is neither, as an entry of {@code gateway.trustedProxies} */
    public static Network of(String text) {
        int slash = text.indexOf('/');
        Optional<InetAddress> address = address((slash < 0 ? text : text.substring(0, slash)).strip());
        int most = address.map(known -> known.getAddress().length * Byte.SIZE).orElse(0);
        String bits = slash < 0 ? Integer.toString(most) : text.substring(slash + 1).strip();
        if (address.isEmpty() || !BITS.matcher(bits).matches() || Integer.parseInt(bits) > most) {
            throw new Permanent("gateway.trustedProxies has \"" + text + "\": give an address such as \"10.0.0.1\" or a range such as \"10.0.0.0/24\"");
        }
        return new Network(address.get(), Integer.parseInt(bits));
    }

    /** Empty for what is no address. */
    public static Optional<InetAddress> address(String text) {
        if (!V4.matcher(text).matches() && !V6.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException malformed) {
            return Optional.empty();
        }
    }

    public boolean contains(InetAddress other) {
        byte[] own = address.getAddress();
        byte[] its = other.getAddress();
        int whole = bits / Byte.SIZE;
        int rest = Byte.SIZE - bits % Byte.SIZE;
        return own.length == its.length && Arrays.equals(own, 0, whole, its, 0, whole)
                && (rest == Byte.SIZE || (own[whole] & 0xff) >> rest == (its[whole] & 0xff) >> rest);
    }
}
