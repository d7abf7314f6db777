package org.gatehouse.keytab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.gatehouse.TestVector;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.secret.TestCleanup;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;
import org.gatehouse.wire.WireException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeytabTest {
    private static final SecretBytes KEY = SecretBytes.copyOf(
            HexFormat.of().parseHex("43763702868978d1b6d91a36704b987e27e517250055bdfc40b8a6b3848d9aae"));

    @Test
    void readsTheFileOfAnotherTool() throws Exception {
        Keytab keytab = parse(TestVector.read("keytab"));

        assertThat(keytab.entries()).singleElement().satisfies(entry -> {
            assertThat(entry.name().at(entry.realm())).isEqualTo("sysHTTP@TEST.GOKRB5");
            assertThat(entry.kvno()).isEqualTo(2);
            assertThat(entry.etype()).isEqualTo(18);
            assertThat(entry.key()).isEqualTo(KEY);
        });
    }

    @Test
    void isIncompleteWhereverAFileIsCut() throws Exception {
        Bytes file = TestVector.read("keytab");

        for (int length = 3; length < file.length(); length++) {
            Keytab keytab = parse(file.slice(0, length));
            assertThat(keytab.isIncomplete()).as("the first %d bytes", length).isTrue();
            assertThat(keytab.entries()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "05", "02"})
    void refusesAFileWithoutAVersion(String hex) {
        assertThatThrownBy(() -> Keytab.parse(Bytes.of(HexFormat.of().parseHex(hex))))
                .isInstanceOf(WireException.class);
    }

    @Test
    void acceptsAFileWithoutEntries() throws Exception {
        assertThat(parse(file()).entries()).isEmpty();
    }

    @Test
    void prefersTheWideKeyVersion() throws Exception {
        assertThat(parse(file(entry("SRV", 44, 300))).entries())
                .extracting(Keytab.Entry::kvno)
                .containsExactly(300L);
    }

    @Test
    void takesTheNarrowKeyVersionWhereTheWideOneIsZero() throws Exception {
        assertThat(parse(file(entry("SRV", 44, 0))).entries())
                .extracting(Keytab.Entry::kvno)
                .containsExactly(44L);
    }

    @Test
    void passesOverTheHolesOfDeletedEntries() throws Exception {
        Keytab keytab = parse(file(entry("A", 1, 1), HexFormat.of().parseHex("fffffffd000000"), entry("B", 1, 1)));

        assertThat(keytab.entries())
                .extracting(entry -> entry.name().toString())
                .containsExactly("A", "B");
    }

    @Test
    void endsAtASizeOfZeroAsMitDoes() throws Exception {
        Keytab keytab = parse(file(entry("A", 1, 1), new byte[4], entry("B", 1, 1)));

        assertThat(keytab.entries()).hasSize(1);
    }

    @Test
    void refusesAVersionThatIsNotKnown() {
        refuses("0503", "keytab.version", Reason.BAD_VERSION);
    }

    @Test
    void refusesMoreEntriesThanAnyKeytabHas() {
        byte[][] entries = new byte[10_001][];
        Arrays.fill(entries, entry("A", 1, 1));

        assertThatThrownBy(() -> Keytab.parse(file(entries)))
                .isInstanceOfSatisfying(
                        WireException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TOO_MANY));
    }

    @Test
    void refusesMoreOddEntriesThanAnyKeytabHasEntries() {
        byte[][] entries = new byte[10_001][];
        Arrays.fill(entries, new byte[] {0, 0, 0, 1, 0});

        assertThatThrownBy(() -> Keytab.parse(file(entries)))
                .isInstanceOfSatisfying(
                        WireException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TOO_MANY));
    }

    @Test
    void wipesItsKeysWhenItIsClosed() throws Exception {
        Keytab keytab = parse(TestVector.read("keytab"));
        keytab.close();

        assertThatThrownBy(() -> keytab.entries().get(0).key().use((array, offset, length) -> length))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void doesNotPrintItsKeys() throws Exception {
        assertThat(parse(TestVector.read("keytab")).toString())
                .contains("redacted")
                .doesNotContain("4376", "67, 118");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void readsVersionOneInTheByteOrderOfWhateverMachineWroteIt(boolean littleEndian) throws Exception {
        Bytes file = version1(littleEndian, 3, 300);

        assertThat(parse(file).entries()).singleElement().satisfies(entry -> {
            assertThat(entry.name().at(entry.realm())).isEqualTo("HTTP/host@R");
            assertThat(entry.kvno()).isEqualTo(300);
            assertThat(entry.etype()).isEqualTo(18);
            assertThat(entry.key().length()).isEqualTo(32);
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void isIncompleteWhereverAFileOfVersionOneIsCut(boolean littleEndian) throws Exception {
        Bytes file = version1(littleEndian, 3, 300);

        for (int length = 3; length < file.length(); length++) {
            assertThat(parse(file.slice(0, length)).isIncomplete())
                    .as("the first %d bytes", length)
                    .isTrue();
        }
    }

    static Bytes version1(boolean littleEndian, int componentsAndRealm, int kvno) {
        ByteBuffer content =
                ByteBuffer.allocate(200).order(littleEndian ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        content.putShort((short) componentsAndRealm);
        for (String text : List.of("R", "HTTP", "host")) {
            content.putShort((short) text.length()).put(text.getBytes(StandardCharsets.US_ASCII));
        }
        content.putInt(0).put((byte) kvno).putShort((short) 18);
        content.putShort((short) 32).put(new byte[32]).putInt(kvno);
        ByteBuffer file = ByteBuffer.allocate(6 + content.position()).order(content.order());
        file.put((byte) 5).put((byte) 1).putInt(content.position()).put(content.array(), 0, content.position());
        return Bytes.of(file.array());
    }

    private static void refuses(String hex, String field, Reason reason) {
        assertThatThrownBy(() -> Keytab.parse(Bytes.of(HexFormat.of().parseHex(hex))))
                .isInstanceOfSatisfying(WireException.class, e -> {
                    assertThat(e.field()).isEqualTo(field);
                    assertThat(e.reason()).isEqualTo(reason);
                });
    }

    private static Bytes file(byte[]... entries) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(new byte[] {5, 2});
        for (byte[] entry : entries) {
            file.writeBytes(entry);
        }
        return Bytes.of(file.toByteArray());
    }

    /** An entry of realm R, with its size before it. */
    private static byte[] entry(String name, int narrowKvno, int wideKvno) {
        try {
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            DataOutputStream data = new DataOutputStream(content);
            data.writeShort(1);
            data.writeUTF("R");
            data.writeUTF(name);
            data.writeInt(1);
            data.writeInt(0);
            data.writeByte(narrowKvno);
            data.writeShort(18);
            data.writeUTF("k".repeat(32));
            data.writeInt(wideKvno);
            ByteArrayOutputStream entry = new ByteArrayOutputStream();
            new DataOutputStream(entry).writeInt(content.size());
            content.writeTo(entry);
            return entry.toByteArray();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Keytab parse(Bytes file) throws WireException {
        return TestCleanup.closes(Keytab.parse(file));
    }
}
