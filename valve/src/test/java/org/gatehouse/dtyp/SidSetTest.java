package org.gatehouse.dtyp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;
import org.junit.jupiter.api.Test;

class SidSetTest {
    private static final Sid DOMAIN = sid("S-1-5-21-1004336348-1177238915-682003330");

    private static Sid sid(String text) {
        return Sid.parse(text).orElseThrow();
    }

    private static SidSet set(String... sids) {
        return SidSet.of(Stream.of(sids).map(SidSetTest::sid).toList());
    }

    @Test
    void containsWhatWasAddedAndNothingElse() {
        SidSet set = set("S-1-5-21-1-2-3-513", "S-1-5-21-1-2-3-1104", "S-1-5-21-1-2-4-1104", "S-1-18-1");

        assertThat(Stream.of("S-1-5-21-1-2-3-513", "S-1-5-21-1-2-3-1104", "S-1-5-21-1-2-4-1104", "S-1-18-1"))
                .allMatch(text -> set.contains(sid(text)));
        assertThat(Stream.of(
                        "S-1-5-21-1-2-4-513",
                        "S-1-5-21-1-2-3-514",
                        "S-1-5-21-1-2-3",
                        "S-1-5-21-1-2-3-513-1",
                        "S-1-4-21-1-2-3-513",
                        "S-1-18-2"))
                .noneMatch(text -> set.contains(sid(text)));
    }

    @Test
    void standsInTheOrderOfSids() {
        List<String> mixed = List.of(
                "S-1-5-21-9-9-9-4294967295",
                "S-1-5-21-9-9-9-0",
                "S-1-5-21-9-9-9-2147483648",
                "S-1-5-21-9-9-9-2147483647",
                "S-1-18-1",
                "S-1-5-21-1-1-1-512",
                "S-1-5-32-544");
        Set<Sid> ordered = new TreeSet<>(mixed.stream().map(SidSetTest::sid).toList());

        assertThat(set(mixed.toArray(String[]::new))).containsExactlyElementsOf(ordered);
    }

    @Test
    void findsEachOfAThousandGroups() {
        SidSet.Builder builder = new SidSet.Builder();
        IntStream.range(0, 1000).forEach(i -> builder.add(DOMAIN, 5000 - 3 * i));
        SidSet set = builder.build();

        assertThat(set.size()).isEqualTo(1000);
        assertThat(IntStream.range(0, 1000)).allMatch(i -> set.contains(DOMAIN.issued(5000 - 3 * i)));
        assertThat(IntStream.range(0, 1000)).noneMatch(i -> set.contains(DOMAIN.issued(5001 - 3 * i)));
    }

    /** Of issuers of all lengths, in unsigned order; a user can come with groups of as many domains as fit into a ticket. */
    @Test
    void findsTheGroupsOfThousandsOfDomains() {
        List<Sid> sids = IntStream.range(0, 3000)
                .mapToObj(i -> sid("S-1-" + (i % 7 + 1) + "-" + Integer.toUnsignedString(0x9e37_79b9 * i)
                        + "-1".repeat(i % 5) + "-" + i))
                .toList();
        SidSet set = SidSet.of(sids);

        assertThat(sids).allMatch(set::contains);
        assertThat(sids)
                .noneMatch(sid -> set.contains(sid.domain().orElseThrow().issued(3000)));
        assertThat(set.minus(SidSet.of(sids.subList(0, 1500)))).isEqualTo(SidSet.of(sids.subList(1500, 3000)));
    }

    @Test
    void findsGroupsWhoseDomainsComeInTurns() {
        SidSet.Builder builder = new SidSet.Builder();
        IntStream.range(0, 100)
                .forEach(i -> builder.add(i % 2 == 0 ? DOMAIN : sid("S-1-5-21-1-2-3"), 1000 + i)
                        .add(sid("S-1-18-1")));
        SidSet set = builder.build();

        assertThat(set.size()).isEqualTo(101);
        assertThat(IntStream.range(0, 100))
                .allMatch(i -> set.contains(DOMAIN.issued(1000 + i)) == (i % 2 == 0))
                .allMatch(i -> set.contains(sid("S-1-5-21-1-2-3").issued(1000 + i)) == (i % 2 == 1));
    }

    @Test
    void staysAsItWasBuiltWhenMoreIsCollected() {
        SidSet.Builder builder = new SidSet.Builder().add(DOMAIN, 514).add(DOMAIN, 513);
        SidSet set = builder.build();
        builder.add(DOMAIN, 512);

        assertThat(set).containsExactly(sid(DOMAIN + "-513"), sid(DOMAIN + "-514"));
    }

    @Test
    void addingTwiceIsAddingOnce() {
        SidSet set = new SidSet.Builder()
                .add(DOMAIN, 513)
                .add(sid(DOMAIN + "-513"))
                .add(DOMAIN, 513)
                .build();

        assertThat(set).containsExactly(sid(DOMAIN + "-513"));
        assertThat(set.size()).isEqualTo(1);
        assertThat(set).isEqualTo(set(DOMAIN + "-513")).hasSameHashCodeAs(set(DOMAIN + "-513"));
    }

    @Test
    void differsFromASetOfTheSameRidsInAnotherDomain() {
        assertThat(set("S-1-5-21-1-2-3-513")).isNotEqualTo(set("S-1-5-21-1-2-4-513"));
        assertThat(set("S-1-5-21-1-2-3-513")).isNotEqualTo(set("S-1-5-21-1-2-3-514"));
        assertThat(SidSet.of(List.of())).isEqualTo(SidSet.EMPTY);
        assertThat(SidSet.EMPTY.isEmpty()).isTrue();
        assertThat(set("S-1-1-0").isEmpty()).isFalse();
    }

    @Test
    void listsItsSidsAsText() {
        assertThat(set("S-1-5-32-545", "S-1-5-32-544")).hasToString("[S-1-5-32-544, S-1-5-32-545]");
    }

    @Test
    void takesNoSidThatBelongsToNobody() throws WireException {
        Sid bare = Sid.parse(Bytes.of(new byte[] {1, 0, 0, 0, 0, 0, 0, 5}).cursor("SID"));

        assertThatIllegalArgumentException().isThrownBy(() -> SidSet.of(List.of(bare)));
        assertThat(set("S-1-5-32").contains(bare)).isFalse();
    }
}
