package org.gatehouse.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** User names that look like other ones because some of their characters cannot be seen. */
class FormatCharactersTest {
    @TempDir
    private static Path directory;

    private static final SteppedClock CLOCK = new SteppedClock();

    private static AttackedTomcat tomcat;

    @BeforeAll
    static void start() throws Exception {
        tomcat = new AttackedSite(directory).at(CLOCK).start();
    }

    @AfterAll
    static void stop() throws Exception {
        tomcat.close();
    }

    @BeforeEach
    void forget() {
        CLOCK.nextMinute();
        tomcat.log.clear();
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0xad, 0x600, 0x61c, 0x6dd, 0x70f, 0x180e, 0x200b, 0x200c, 0x200d, 0x200e, 0x200f, 0x202a, 0x202b,
                0x202c, 0x202d, 0x202e, 0x2060, 0x2061, 0x2064, 0x2066, 0x2067, 0x2068, 0x2069, 0x206a, 0x206f, 0xfeff,
                0xfff9, 0xfffb, 0x110bd, 0x1bca0, 0x1d173, 0xe0001, 0xe0020, 0xe0061, 0xe007f
            })
    void formatCharactersAreRefusedWhereverTheyAre(int codePoint) throws Exception {
        String hidden = Character.toString(codePoint);
        for (String name : new String[] {hidden + "alice", "alice" + hidden, "al" + hidden + "ice", hidden}) {
            assertRefused(name);
        }
        assertRefused("admin", "al" + hidden + "ice");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bühring",
                "Zoë",
                "李四",
                "Ольга",
                "İpek",
                "straße",
                "o'hara",
                "first.last",
                "PC-7$",
                "a b",
                "𠮷野",
                "עדי",
                "سارة",
                "ñandú"
            })
    void formatCharactersAreNotSeenInNamesOfPeople(String name) throws Exception {
        HttpResponse<String> response =
                tomcat.signIn(ForgedTokens.with(CLOCK.stamp().andThen(ForgedTokens.user(name))));

        assertThat(response.statusCode()).isEqualTo(200);
    }

    private static void assertRefused(String... name) throws Exception {
        tomcat.log.clear();
        HttpResponse<String> response =
                tomcat.signIn(ForgedTokens.with(CLOCK.stamp().andThen(ForgedTokens.user(name))));

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(AttackedTomcat.code(response.body())).isEqualTo("GH-K045");
        assertThat(response.headers().map()).doesNotContainKey("set-cookie");
        assertThat(tomcat.log.warnings())
                .singleElement()
                .asString()
                .startsWith("GH-K045")
                .satisfies(line -> assertThat(line.codePoints().map(Character::getType))
                        .doesNotContain((int) Character.FORMAT, (int) Character.CONTROL));
    }
}
