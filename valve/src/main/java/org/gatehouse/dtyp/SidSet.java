package org.gatehouse.dtyp;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A set of SIDs, each of which belongs to a domain or another issuer. Those of one domain share it: a group takes four bytes,
 * and a session of a user with a thousand groups a few kilobytes. Immutable; in the order of {@link Sid#compareTo}.
 */
public final class SidSet implements Iterable<Sid> {
    public static final SidSet EMPTY = new SidSet(new Sid[0], new int[0][]);

    /** In their order, and each with its RIDs in unsigned order at the same index. */
    private final Sid[] domains;

    private final int[][] rids;

    private SidSet(Sid[] domains, int[][] rids) {
        this.domains = domains;
        this.rids = rids;
    }

    /**
     * A set of these SIDs.
     *
     * @throws IllegalArgumentException for a SID without sub-authorities, which is nobody's
     */
    public static SidSet of(Collection<Sid> sids) {
        Builder builder = new Builder();
        sids.forEach(builder::add);
        return builder.build();
    }

    /** Collects SIDs. */
    public static final class Builder {
        private final Map<Sid, Rids> byDomain = new TreeMap<>(Comparator.naturalOrder());

        /**
         * Adds a SID.
         *
         * @throws IllegalArgumentException for one without sub-authorities
         */
        public Builder add(Sid sid) {
            Sid domain = sid.domain().orElseThrow(() -> new IllegalArgumentException("A SID without sub-authorities"));
            return add(domain, sid.rid().orElseThrow());
        }

        /** Adds a SID of a domain, by its relative identifier. */
        public Builder add(Sid domain, long rid) {
            byDomain.computeIfAbsent(domain, any -> new Rids()).add((int) rid);
            return this;
        }

        public SidSet build() {
            return new SidSet(
                    byDomain.keySet().toArray(Sid[]::new),
                    byDomain.values().stream().map(Rids::sorted).toArray(int[][]::new));
        }
    }

    /** Those of one domain, in the order in which they came. */
    private static final class Rids {
        private static final int USUAL_COUNT = 16;

        /** With their highest bit flipped: signed order of these is unsigned order of the numbers. */
        private int[] flipped = new int[USUAL_COUNT];

        private int count;

        void add(int rid) {
            if (count == flipped.length) {
                flipped = Arrays.copyOf(flipped, 2 * count);
            }
            flipped[count++] = rid ^ Integer.MIN_VALUE;
        }

        int[] sorted() {
            return Arrays.stream(flipped, 0, count)
                    .sorted()
                    .distinct()
                    .map(rid -> rid ^ Integer.MIN_VALUE)
                    .toArray();
        }
    }

    public boolean contains(Sid sid) {
        Optional<Sid> domain = sid.domain();
        int at = domain.isPresent() ? Arrays.binarySearch(domains, domain.get()) : -1;
        return at >= 0 && indexOf(rids[at], (int) sid.rid().orElseThrow()) >= 0;
    }

    private static int indexOf(int[] sorted, int rid) {
        int low = 0;
        int high = sorted.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = Integer.compareUnsigned(sorted[middle], rid);
            if (order == 0) {
                return middle;
            }
            low = order < 0 ? middle + 1 : low;
            high = order < 0 ? high : middle - 1;
        }
        return -1;
    }

    /** The same without those of another set. */
    public SidSet minus(SidSet other) {
        return other.isEmpty()
                ? this
                : of(stream().filter(sid -> !other.contains(sid)).toList());
    }

    public int size() {
        return Stream.of(rids).mapToInt(ofDomain -> ofDomain.length).sum();
    }

    public boolean isEmpty() {
        return domains.length == 0;
    }

    public Stream<Sid> stream() {
        return IntStream.range(0, domains.length)
                .boxed()
                .flatMap(i -> Arrays.stream(rids[i]).mapToObj(rid -> domains[i].issued(rid)));
    }

    @Override
    public Iterator<Sid> iterator() {
        return stream().iterator();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SidSet that
                && Arrays.equals(domains, that.domains)
                && Arrays.deepEquals(rids, that.rids);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(domains) + Arrays.deepHashCode(rids);
    }

    @Override
    public String toString() {
        return stream().toList().toString();
    }
}
