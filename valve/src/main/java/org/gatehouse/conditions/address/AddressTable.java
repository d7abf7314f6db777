package org.gatehouse.conditions.address;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.PriorityQueue;
import java.util.TreeMap;

/**
 * Which of many ranges an address is in. Where ranges overlap, the first one in their order counts. They are cut into pieces
 * that do not overlap, among which a binary search finds the one of an address: the time grows with the logarithm of the
 * number of ranges, and a search allocates nothing. Immutable.
 */
public final class AddressTable {
    private static final int NONE = -1;

    /** Where the pieces begin, in order; each ends where the next one begins, or with the last address of its kind. */
    private final IpAddress[] starts;

    /** Of each piece, the index of its range; {@link #NONE} between ranges. */
    private final int[] owners;

    private AddressTable(IpAddress[] starts, int[] owners) {
        this.starts = starts;
        this.owners = owners;
    }

    /** A table of ranges in the order of their importance. */
    public static AddressTable of(List<AddressRange> ranges) {
        TreeMap<IpAddress, Changes> changes = new TreeMap<>();
        for (int i = 0; i < ranges.size(); i++) {
            AddressRange range = ranges.get(i);
            changes.computeIfAbsent(range.first(), any -> new Changes()).begin.add(i);
            int ending = i;
            range.last()
                    .next()
                    .ifPresent(after -> changes.computeIfAbsent(after, any -> new Changes())
                            .end
                            .add(ending));
        }
        List<IpAddress> starts = new ArrayList<>();
        List<Integer> owners = new ArrayList<>();
        PriorityQueue<Integer> open = new PriorityQueue<>(Comparator.naturalOrder());
        boolean[] ended = new boolean[ranges.size()];
        boolean inV4 = true;
        for (var change : changes.entrySet()) {
            if (inV4 && !change.getKey().isV4()) { // ranges that run to the last IPv4 address have no end of their own
                inV4 = false;
                open.clear();
            }
            change.getValue().end.forEach(i -> ended[i] = true);
            open.addAll(change.getValue().begin);
            while (!open.isEmpty() && ended[open.peek()]) {
                open.remove();
            }
            starts.add(change.getKey());
            owners.add(open.isEmpty() ? NONE : open.peek());
        }
        return new AddressTable(
                starts.toArray(IpAddress[]::new),
                owners.stream().mapToInt(Integer::intValue).toArray());
    }

    /** Which ranges begin at an address, and which have ended before it. */
    private static final class Changes {
        private final List<Integer> begin = new ArrayList<>();
        private final List<Integer> end = new ArrayList<>();
    }

    /** The index of the first range that the address is in; empty if it is in none. */
    public OptionalInt find(IpAddress address) {
        int index = indexOf(address.isV4(), address.high(), address.low());
        return index == NONE ? OptionalInt.empty() : OptionalInt.of(index);
    }

    /** Whether the address is in any range. */
    public boolean contains(IpAddress address) {
        return indexOf(address.isV4(), address.high(), address.low()) != NONE;
    }

    /** Whether the IPv4 address of this number is in any range. */
    public boolean containsV4(long number) {
        return indexOf(true, 0, number) != NONE;
    }

    private int indexOf(boolean isV4, long high64, long low64) {
        int low = 0;
        int high = starts.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (starts[middle].compareTo(isV4, high64, low64) <= 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return high < 0 || starts[high].isV4() != isV4 ? NONE : owners[high];
    }
}
