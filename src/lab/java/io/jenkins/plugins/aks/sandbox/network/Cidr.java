package io.jenkins.plugins.aks.sandbox.network;

import com.fasterxml.jackson.databind.JsonNode;

/** Ranges of IPv4 addresses. */
final class Cidr {
    private final long first;
    private final int bits;

    private Cidr(long first, int bits) {
        this.first = first;
        this.bits = bits;
    }

    /** @throws IllegalArgumentException for what is no address with an optional length */
    static Cidr parse(String text) {
        if (!text.matches("\\d{1,3}(\\.\\d{1,3}){3}(/\\d{1,2})?")) {
            throw new IllegalArgumentException("invalid CIDR address: " + text);
        }
        int slash = text.indexOf('/');
        int bits = slash < 0 ? 32 : Integer.parseInt(text.substring(slash + 1));
        if (bits > 32) {
            throw new IllegalArgumentException("invalid CIDR address: " + text);
        }
        return new Cidr(number(slash < 0 ? text : text.substring(0, slash)), bits);
    }

    boolean contains(String ip) {
        long mask = bits == 0 ? 0 : 0xffffffffL << (32 - bits) & 0xffffffffL;
        return (number(ip) & mask) == (first & mask);
    }

    /** {@code cidr} without what {@code except} lists. */
    static boolean contains(JsonNode set, String ip) {
        if (!parse(set.path("cidr").asText()).contains(ip)) {
            return false;
        }
        for (JsonNode except : set.path("except")) {
            if (parse(except.asText()).contains(ip)) {
                return false;
            }
        }
        return true;
    }

    private static long number(String ip) {
        long number = 0;
        for (String part : ip.split("\\.")) {
            int value = Integer.parseInt(part);
            if (value > 255) {
                throw new IllegalArgumentException("invalid CIDR address: " + ip);
            }
            number = number << 8 | value;
        }
        return number;
    }
}
