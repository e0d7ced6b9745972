package dev.syncline.allinone.compare;

/// Two independent 64-bit sums of hashes: equal for equal multisets, whatever their order.
final class Sum128 {

    private long high;
    private long low;

    void add(long moreHigh, long moreLow) {
        high += moreHigh;
        low += moreLow;
    }

    boolean equals(Sum128 other) {
        return high == other.high && low == other.low;
    }

    static long hash(byte[] bytes, long seed) {
        long hash = seed ^ bytes.length * 0xff51afd7ed558ccdL;
        int i = 0;
        for (; i + 8 <= bytes.length; i += 8) {
            hash = mix(hash ^ (long) LONGS.get(bytes, i));
        }
        long rest = 0;
        for (; i < bytes.length; i++) {
            rest = rest << 8 | (bytes[i] & 0xff);
        }
        return mix(hash ^ rest * 0x165667B19E3779F9L);
    }

    static long mix(long value) {
        long mixed = (value ^ (value >>> 32)) * 0xd6e8feb86659fd93L;
        mixed = (mixed ^ (mixed >>> 32)) * 0xd6e8feb86659fd93L;
        return mixed ^ (mixed >>> 32);
    }

    private static final java.lang.invoke.VarHandle LONGS =
            java.lang.invoke.MethodHandles.byteArrayViewVarHandle(long[].class, java.nio.ByteOrder.LITTLE_ENDIAN);
}
