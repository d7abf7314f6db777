package org.gatehouse.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Both kinds of pages do the same; only a file is there afterwards. */
class PagesTest {
    private static final int COUNT = 3;

    @TempDir
    private static Path directory;

    static Stream<Pages> pages() throws IOException {
        return Stream.of(new HeapPages(COUNT), mapped(Files.createTempFile(directory, "pages", null)));
    }

    private static Pages mapped(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return new MappedPages(channel.map(MapMode.READ_WRITE, 0, COUNT * Pages.WORDS * Long.BYTES + 8));
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void pagesAreZerosAtFirst(Pages pages) {
        assertThat(pages.count()).isEqualTo(COUNT);
        for (int page = 0; page < COUNT; page++) {
            for (int word = 0; word < Pages.WORDS; word++) {
                assertThat(pages.get(page, word)).isZero();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void pagesHoldEachWordThatWasSetAndNoOther(Pages pages) {
        for (int page = 0; page < COUNT; page++) {
            for (int word = 0; word < Pages.WORDS; word++) {
                if (word % 2 == 0) {
                    pages.set(page, word, value(page, word));
                } else {
                    pages.publish(page, word, value(page, word));
                }
            }
        }
        pages.force(COUNT);

        for (int page = 0; page < COUNT; page++) {
            for (int word = 0; word < Pages.WORDS; word++) {
                assertThat(pages.get(page, word)).isEqualTo(value(page, word));
            }
        }
    }

    private static long value(int page, int word) {
        return -(page * 1000L + word) - 1;
    }

    @ParameterizedTest
    @MethodSource("pages")
    void pagesAreClearedOneByOne(Pages pages) {
        for (int page = 0; page < COUNT; page++) {
            for (int word = 0; word < Pages.WORDS; word++) {
                pages.set(page, word, -1);
            }
        }
        pages.clear(1);

        for (int word = 0; word < Pages.WORDS; word++) {
            assertThat(pages.get(0, word)).isEqualTo(-1);
            assertThat(pages.get(1, word)).isZero();
            assertThat(pages.get(2, word)).isEqualTo(-1);
        }
        pages.set(1, 5, 7);
        assertThat(pages.get(1, 5)).isEqualTo(7);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void pagesEndWhereTheyEnd(Pages pages) {
        assertThatThrownBy(() -> pages.get(COUNT, 1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> pages.set(-1, 0, 1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    /** Files of one machine can be read on another. */
    @Test
    void pagesAreLittleEndianInTheFile() throws Exception {
        Path file = Files.createTempFile(directory, "pages", null);
        Pages pages = mapped(file);
        pages.set(1, 2, 0x0102_0304_0506_0708L);
        pages.force(COUNT);

        ByteBuffer content = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(content.getLong((Pages.WORDS + 2) * Long.BYTES)).isEqualTo(0x0102_0304_0506_0708L);
    }

    @Test
    void pagesAreThereForTheNextThatMapsTheFile() throws Exception {
        Path file = Files.createTempFile(directory, "pages", null);
        mapped(file).publish(2, 63, 42);

        assertThat(mapped(file).get(2, 63)).isEqualTo(42);
    }
}
