package io.ringfence.events.value;

/** Addresses as text: a strict reader of our own, and the canonical writer (RFC 5952). */
final class AddressText {
    private static final int GROUPS = 8;

    private AddressText() {}

    static IpAddress parse(String text) {
        return text.indexOf(':') >= 0 ? parseV6(text) : parseV4(text);
    }

    private static IpAddress parseV4(String text) {
        String[] octets = text.split("\\.", -1);
        if (octets.length != 4) {
            throw malformed(text);
        }
        long bits = 0;
        for (String octet : octets) {
            bits = bits << 8 | octet(octet, text);
        }
        return new IpAddress(AddressFamily.IPV4, 0, bits);
    }

    private static int octet(String octet, String text) {
        if (octet.isEmpty() || octet.length() > 3 || (octet.length() > 1 && octet.charAt(0) == '0')) {
            throw malformed(text);
        }
        int value = 0;
        for (int i = 0; i < octet.length(); i++) {
            char c = octet.charAt(i);
            if (c < '0' || c > '9') {
                throw malformed(text);
            }
            value = value * 10 + (c - '0');
        }
        if (value > 255) {
            throw malformed(text);
        }
        return value;
    }

    private static IpAddress parseV6(String text) {
        int gap = text.indexOf("::");
        int[] groups = new int[GROUPS];
        if (gap < 0) {
            if (readGroups(text, text, groups, 0) != GROUPS) {
                throw malformed(text);
            }
        } else {
            int[] tail = new int[GROUPS];
            int before = gap == 0 ? 0 : readGroups(text.substring(0, gap), text, groups, 0);
            String rest = text.substring(gap + 2);
            int after = rest.isEmpty() ? 0 : readGroups(rest, text, tail, 0);
            if (before + after >= GROUPS) {
                throw malformed(text);
            }
            System.arraycopy(tail, 0, groups, GROUPS - after, after);
        }
        IpAddress address = new IpAddress(AddressFamily.IPV6, word(groups, 0), word(groups, 4));
        if (address.high() == 0 && address.low() >>> 32 == 0xffffL) {
            throw new InvalidValue("'" + text + "' is an IPv4 address inside an IPv6 one: write the IPv4 address");
        }
        return address;
    }

    private static int readGroups(String part, String text, int[] groups, int from) {
        String[] pieces = part.split(":", -1);
        if (from + pieces.length > GROUPS) {
            throw malformed(text);
        }
        for (int i = 0; i < pieces.length; i++) {
            groups[from + i] = group(pieces[i], text);
        }
        return pieces.length;
    }

    private static int group(String piece, String text) {
        if (piece.isEmpty() || piece.length() > 4) {
            throw malformed(text);
        }
        int value = 0;
        for (int i = 0; i < piece.length(); i++) {
            value = value << 4 | hexDigit(piece.charAt(i), text);
        }
        return value;
    }

    private static int hexDigit(char c, String text) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        char lower = (char) (c | 0x20);
        if (c < 0x80 && lower >= 'a' && lower <= 'f') {
            return lower - 'a' + 10;
        }
        throw malformed(text);
    }

    private static long word(int[] groups, int from) {
        long word = 0;
        for (int i = from; i < from + 4; i++) {
            word = word << 16 | groups[i];
        }
        return word;
    }

    private static InvalidValue malformed(String text) {
        return new InvalidValue("must be an IPv4 or IPv6 address, such as 10.0.0.5 or fd00::5, and not '" + text + "'");
    }

    static String format(IpAddress address) {
        if (address.family() == AddressFamily.IPV4) {
            long low = address.low();
            return (low >>> 24) + "." + (low >>> 16 & 0xff) + "." + (low >>> 8 & 0xff) + "." + (low & 0xff);
        }
        return formatV6(address);
    }

    private static String formatV6(IpAddress address) {
        int[] groups = new int[GROUPS];
        for (int i = 0; i < 4; i++) {
            groups[i] = (int) (address.high() >>> (48 - 16 * i)) & 0xffff;
            groups[i + 4] = (int) (address.low() >>> (48 - 16 * i)) & 0xffff;
        }
        int gapStart = -1;
        int gapLength = 1; // a single zero group is never shortened (RFC 5952, section 4.2.2)
        for (int i = 0; i < GROUPS; i++) {
            int zeros = 0;
            while (i + zeros < GROUPS && groups[i + zeros] == 0) {
                zeros++;
            }
            if (zeros > gapLength) {
                gapStart = i;
                gapLength = zeros;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < GROUPS; i++) {
            if (i == gapStart) {
                text.append("::");
                i += gapLength - 1;
            } else {
                if (i > 0 && text.charAt(text.length() - 1) != ':') {
                    text.append(':');
                }
                text.append(Integer.toHexString(groups[i]));
            }
        }
        return text.toString();
    }
}
