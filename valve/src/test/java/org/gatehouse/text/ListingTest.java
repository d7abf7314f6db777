package org.gatehouse.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListingTest {
    @ParameterizedTest
    @CsvSource({
        "7, 7",
        "7 6, 7 and 6",
        "7 6 5, '7, 6, 5'",
        "1 2 3 4 5 6, '1, 2, 3, 4, 5, 6'",
        "1 2 3 4 5 6 7, '1, 2, 3, 4, 5, 6 and 1 more'",
        "7 7 6 7 6, 7 and 6"
    })
    void namesTheFirstFewOnceEach(String facts, String sentence) {
        assertThat(Listing.of(Arrays.stream(facts.split(" ")))).isEqualTo(sentence);
    }

    @Test
    void countsTheRest() {
        assertThat(Listing.of(IntStream.range(0, 1000).mapToObj(Integer::toString)))
                .isEqualTo("0, 1, 2, 3, 4, 5 and 994 more");
    }

    @Test
    void quotesWhatCameFromOutside() {
        assertThat(Listing.quoted(Stream.of("a\nb", "c"))).isEqualTo("\"a\\u{a}b\" and \"c\"");
    }

    @Test
    void listingIsEmptyForNothing() {
        assertThat(Listing.of(Stream.empty())).isEmpty();
    }
}
