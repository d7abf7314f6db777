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
    public static final SidSet EMPTY = new SidSet(new Sid[0], new Rids[0]);

    /** In their order, and each with its RIDs at the same index. */
    private final Sid[] domains;

    private final Rids[] rids;

    private SidSet(Sid[] domains, Rids[] rids) {
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
        private final Map<Sid, Collected> byDomain = new TreeMap<>(Comparator.naturalOrder());
        /** Groups come by domain: the next one is mostly of the same. */
        private Optional<Map.Entry<Sid, Collected>> latest = Optional.empty();

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
            collected(domain).add((int) rid);
            return this;
        }

        private Collected collected(Sid domain) {
            if (latest.isEmpty() || !latest.get().getKey().equals(domain)) {
                latest = Optional.of(Map.entry(domain, byDomain.computeIfAbsent(domain, any -> new Collected())));
            }
            return latest.get().getValue();
        }

        public SidSet build() {
            if (byDomain.isEmpty()) {
                return EMPTY;
            }
            Sid[] domains = new Sid[byDomain.size()];
            Rids[] rids = new Rids[domains.length];
            int count = 0;
            for (Map.Entry<Sid, Collected> entry : byDomain.entrySet()) {
                domains[count] = entry.getKey();
                rids[count++] = new Rids(entry.getValue().toArray());
            }
            return new SidSet(domains, rids);
        }
    }

    /** Those of one domain, in the order in which they come. */
    private static final class Collected {
        private static final int USUAL_COUNT = 16;

        private int[] rids = new int[USUAL_COUNT];
        private int count;

        void add(int rid) {
            if (count == rids.length) {
                rids = Arrays.copyOf(rids, 2 * count);
            }
            rids[count++] = rid;
        }

        int[] toArray() {
            return Arrays.copyOf(rids, count);
        }
    }

    /**
     * Those of one domain. Sorting those of a large PAC takes about as long as to check its signature, so it waits until somebody
     * asks for one. Two threads that ask at once both sort.
     */
    private static final class Rids {
        private volatile Numbers numbers;

        Rids(int[] rids) {
            this.numbers = new Numbers(rids, rids.length == 1);
        }

        /** RIDs, in unsigned order and without repetitions if they are {@code sorted}. */
        private static final class Numbers {
            private final int[] rids;
            private final boolean sorted;

            Numbers(int[] rids, boolean sorted) {
                this.rids = rids;
                this.sorted = sorted;
            }
        }

        int[] sorted() {
            Numbers now = numbers;
            if (!now.sorted) {
                now = new Numbers(sorted(now.rids), true);
                numbers = now;
            }
            return now.rids;
        }

        private static int[] sorted(int[] rids) {
            int[] flipped = new int[rids.length];
            for (int i = 0; i < rids.length; i++) {
                flipped[i] = rids[i] ^ Integer.MIN_VALUE; // whose signed order is the unsigned order of the numbers
            }
            Arrays.sort(flipped);
            int count = 0;
            for (int i = 0; i < flipped.length; i++) {
                int rid = flipped[i] ^ Integer.MIN_VALUE;
                if (count == 0 || rid != flipped[count - 1]) {
                    flipped[count++] = rid;
                }
            }
            return Arrays.copyOf(flipped, count);
        }
    }

    public boolean contains(Sid sid) {
        Optional<Sid> domain = sid.domain();
        int at = domain.isPresent() ? Arrays.binarySearch(domains, domain.get()) : -1;
        return at >= 0 && indexOf(rids[at].sorted(), (int) sid.rid().orElseThrow()) >= 0;
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
        return Stream.of(rids).mapToInt(ofDomain -> ofDomain.sorted().length).sum();
    }

    public boolean isEmpty() {
        return domains.length == 0;
    }

    public Stream<Sid> stream() {
        return IntStream.range(0, domains.length)
                .boxed()
                .flatMap(i -> Arrays.stream(rids[i].sorted()).mapToObj(rid -> domains[i].issued(rid)));
    }

    @Override
    public Iterator<Sid> iterator() {
        return stream().iterator();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SidSet that
                && Arrays.equals(domains, that.domains)
                && Arrays.deepEquals(sortedRids(), that.sortedRids());
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(domains) + Arrays.deepHashCode(sortedRids());
    }

    private int[][] sortedRids() {
        return Stream.of(rids).map(Rids::sorted).toArray(int[][]::new);
    }

    @Override
    public String toString() {
        return stream().toList().toString();
    }
}
