package dev.chela.core.net.internal;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;

/** Which addresses belong to the public internet, by the IANA's registries of special-purpose addresses (RFC 6890 and after). Pure. */
final class PublicAddresses {
    /** An address block. @param bits how many of the leading bits count */
    private record Block(byte[] start, int bits) {
        boolean holds(byte[] address) {
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> bit % 8;
                if ((address[bit / 8] & mask) != (start[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }

    private static final List<Block> NOT_PUBLIC_4 = List.of(
            four(0, 0, 0, 8), four(10, 0, 0, 8), four(100, 64, 0, 10), four(127, 0, 0, 8), four(169, 254, 0, 16), four(172, 16, 0, 12),
            four(192, 0, 0, 24), four(192, 0, 2, 24), four(192, 88, 99, 24), four(192, 168, 0, 16), four(198, 18, 0, 15),
            four(198, 51, 100, 24), four(203, 0, 113, 24), four(224, 0, 0, 4), four(240, 0, 0, 4));
    /** What was given out so far; all else is local, or carries an IPv4 address within. */
    private static final Block GLOBAL_6 = six(0x2000, 0, 3);
    private static final List<Block> NOT_PUBLIC_6 =
            List.of(six(0x2001, 0, 23), six(0x2001, 0xdb8, 32), six(0x2002, 0, 16), six(0x3fff, 0, 20));

    private PublicAddresses() {}

    private static Block four(int a, int b, int c, int bits) {
        return new Block(new byte[] {(byte) a, (byte) b, (byte) c, 0}, bits);
    }

    private static Block six(int first, int second, int bits) {
        byte[] start = new byte[16];
        start[0] = (byte) (first >> 8);
        start[1] = (byte) first;
        start[2] = (byte) (second >> 8);
        start[3] = (byte) second;
        return new Block(start, bits);
    }

    static boolean contain(InetAddress address) {
        byte[] bytes = address.getAddress();
        return address instanceof Inet4Address
                ? NOT_PUBLIC_4.stream().noneMatch(block -> block.holds(bytes))
                : GLOBAL_6.holds(bytes) && NOT_PUBLIC_6.stream().noneMatch(block -> block.holds(bytes));
    }
}
