package org.gatehouse.conditions.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class AddressTableTest {
    private static AddressTable table(String... ranges) {
        return AddressTable.of(Arrays.stream(ranges)
                .map(text -> AddressRange.parse(text).range().orElseThrow())
                .toList());
    }

    private static IpAddress address(String text) {
        return IpAddress.parse(text).orElseThrow();
    }

    @Example
    void findsTheFirstOfTheRangesThatOverlap() {
        AddressTable table = table("10.1.0.0/16", "10.0.0.0/8", "10.1.2.3", "0.0.0.0/0");

        assertThat(table.find(address("10.1.2.3"))).hasValue(0);
        assertThat(table.find(address("10.2.0.0"))).hasValue(1);
        assertThat(table.find(address("11.0.0.0"))).hasValue(3);
        assertThat(table.find(address("255.255.255.255"))).hasValue(3);
    }

    @Example
    void keepsIpv4AndIpv6Apart() {
        assertThat(table("0.0.0.0/0").find(address("::1"))).isEmpty();
        assertThat(table("::/0").find(address("10.1.2.3"))).isEmpty();
        assertThat(table("::/0").find(address("::ffff:10.1.2.3"))).isEmpty();
        assertThat(table("10.1.2.3").find(address("::ffff:10.1.2.3"))).hasValue(0);
        assertThat(table("0.0.0.0/0", "::1").find(address("::1"))).hasValue(1);
        assertThat(table("255.255.255.255", "::2").find(address("::1"))).isEmpty();
    }

    @Example
    void findsNothingInNothing() {
        assertThat(table().find(address("10.1.2.3"))).isEmpty();
    }

    @Property
    void findsWhatALookAtEachRangeFinds(
            @ForAll("ranges") List<AddressRange> ranges, @ForAll("addresses") IpAddress address) {
        List<IpAddress> asked = new ArrayList<>(List.of(address));
        for (AddressRange range : ranges) { // where one piece ends and the next begins
            asked.addAll(List.of(range.first(), range.last()));
            range.last().next().ifPresent(asked::add);
        }
        AddressTable table = AddressTable.of(ranges);

        for (IpAddress each : asked) {
            OptionalInt first = IntStream.range(0, ranges.size())
                    .filter(i -> ranges.get(i).contains(each))
                    .findFirst();
            assertThat(table.find(each)).as("%s in %s", each, ranges).isEqualTo(first);
        }
    }

    /** Close to each other, so that ranges overlap and touch; and at both ends of all addresses. */
    @Provide
    Arbitrary<IpAddress> addresses() {
        return Arbitraries.oneOf(
                Arbitraries.longs().between(0, 40).map(IpAddress::v4),
                Arbitraries.longs().between(0xffff_ffd0L, 0xffff_ffffL).map(IpAddress::v4),
                Arbitraries.longs().between(0, 40).map(low -> IpAddress.v6(0, low)),
                Arbitraries.longs().between(-40, -1).map(low -> IpAddress.v6(7, low)),
                Arbitraries.longs().between(0, 40).map(low -> IpAddress.v6(8, low)),
                Arbitraries.longs().between(-40, -1).map(low -> IpAddress.v6(-1, low)));
    }

    @Provide
    Arbitrary<List<AddressRange>> ranges() {
        return Combinators.combine(addresses(), addresses())
                .as((one, other) -> one.compareTo(other) <= 0 ? List.of(one, other) : List.of(other, one))
                .filter(pair -> pair.get(0).isV4() == pair.get(1).isV4())
                .map(pair -> new AddressRange(pair.get(0), pair.get(1)))
                .list()
                .ofMaxSize(12);
    }
}
