package io.jenkins.plugins.aks.network;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Whether an address lies in a range such as {@code 10.0.0.0/8}; what is no address lies in none. */
final class AddressRange {
    private static final String ADDRESS = "[0-9.]+|[0-9a-fA-F.:]*:[0-9a-fA-F.:]*";

    private AddressRange() {}

    static boolean contains(String range, String address) {
        String[] parts = range.split("/");
        // Only numbers are parsed, so that nothing is asked of a name server.
        if (!address.matches(ADDRESS) || !parts[0].matches(ADDRESS)) {
            return false;
        }
        try {
            byte[] base = InetAddress.getByName(parts[0]).getAddress();
            byte[] given = InetAddress.getByName(address).getAddress();
            int bits = base.length * Byte.SIZE;
            int prefix = parts.length > 1 && parts[1].matches("\\d{1,3}") ? Integer.parseInt(parts[1]) : bits;
            return base.length == given.length
                    && prefix <= bits
                    && new BigInteger(1, base).xor(new BigInteger(1, given)).bitLength() <= bits - prefix;
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
