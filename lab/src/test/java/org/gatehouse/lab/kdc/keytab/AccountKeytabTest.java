package org.gatehouse.lab.kdc.keytab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gatehouse.lab.kdc.account.MemoryAccounts.user;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.gatehouse.lab.account.Account;
import org.gatehouse.lab.account.AccountState;
import org.gatehouse.lab.account.Password;
import org.gatehouse.lab.kdc.crypto.AccountKeys;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountKeytabTest {
    private static final int AES128 = 0x8;

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("http.keytab");
    }

    private static KeytabPrincipal principal(String realm, String name, Account account) {
        return new KeytabPrincipal(realm, name, AccountKeys.of(realm, account));
    }

    private static KeytabPrincipal alice() {
        return principal("LAB.LOCALHOST", "alice", user("alice", "Wonderland1!"));
    }

    /** One key of 16 bytes. */
    private static KeytabPrincipal small(String name, String password, int kvno) {
        return principal(
                "R",
                name,
                new Account(
                        "a",
                        Account.Kind.USER,
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        AES128,
                        new Password(password, kvno, Optional.empty()),
                        AccountState.of(AccountState.NORMAL_ACCOUNT)));
    }

    @Nested
    class Written {
        @Test
        void isForItsOwnerAlone() throws IOException {
            AccountKeytab.write(file, List.of(alice()));

            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }

        @Test
        void hasEveryKeyUnderEveryName() throws IOException {
            Account account = user("a", "x");
            AccountKeytab.write(file, List.of(principal("R", "HTTP/p", account), principal("S", "a", account)));

            String hex = HexFormat.of().formatHex(Files.readAllBytes(file));

            assertThat(hex).startsWith("0502");
            assertThat(hex).contains("0002" + "000152" + "000448545450" + "000170" + "00000001");
            assertThat(hex).contains("0001" + "000153" + "000161" + "00000001");
        }

        @Test
        void hasTheKeyVersionInEightAndInThirtyTwoBits() throws IOException {
            AccountKeytab.write(file, List.of(small("a", "x", 0x12345)));

            String hex = HexFormat.of().formatHex(Files.readAllBytes(file));

            assertThat(hex)
                    .contains("00000001" + "00000000" + "45" + "0011" + "0010")
                    .endsWith("00012345");
        }

        @Test
        void replacesAnOlderOneAndLeavesNothingBeside() throws IOException {
            Files.writeString(file, "old");

            AccountKeytab.write(file, List.of(alice()));

            assertThat(Files.readAllBytes(file)).startsWith(5, 2);
            try (var files = Files.list(folder)) {
                assertThat(files).containsExactly(file);
            }
        }
    }

    @Nested
    class Read {
        @Test
        void hasWhatWasWritten() throws IOException {
            AccountKeytab.write(file, List.of(small("HTTP/portal", "x", 0x12345), alice()));

            AccountKeytab read = AccountKeytab.read(file);

            assertThat(read)
                    .hasToString("[HTTP/portal@R kvno 74565 aes128-sha1,"
                            + " alice@LAB.LOCALHOST kvno 2 aes256-sha1, alice@LAB.LOCALHOST kvno 2 aes128-sha1]");
        }

        @Test
        void isWrittenAgainAsItWas() throws IOException {
            AccountKeytab.write(file, List.of(small("HTTP/portal", "x", 7), alice()));
            Path copy = folder.resolve("copy");

            AccountKeytab.read(file).write(copy);

            assertThat(copy).hasSameBinaryContentAs(file);
        }

        @Test
        void takesTheShortKeyVersionWhereThereIsNoOther() throws IOException {
            byte[] bytes = written(small("a", "x", 7));
            byte[] shorter = Arrays.copyOf(bytes, bytes.length - Integer.BYTES);
            ByteBuffer.wrap(shorter).putInt(2, shorter.length - 6);

            assertThat(read(shorter)).hasToString("[a@R kvno 7 aes128-sha1]");
        }

        @Test
        void passesOverTheHoleOfADeletedEntry() throws IOException {
            byte[] one = written(small("a", "x", 7));
            byte[] two = written(small("b", "x", 8));
            ByteBuffer both =
                    ByteBuffer.allocate(one.length + two.length - 2).put(one).put(two, 2, two.length - 2);
            both.putInt(2, -both.getInt(2));

            assertThat(read(both.array())).hasToString("[b@R kvno 8 aes128-sha1]");
        }

        @Test
        void endsWithAnEntryOfNoSize() throws IOException {
            byte[] bytes = written(small("a", "x", 7));

            assertThat(read(Arrays.copyOf(bytes, bytes.length + 100))).hasToString("[a@R kvno 7 aes128-sha1]");
        }

        @Test
        void understandsTheFirstVersionInThisMachinesByteOrder() throws IOException {
            ByteBuffer old = ByteBuffer.allocate(100).putShort((short) 0x0501).order(ByteOrder.nativeOrder());
            old.putInt(2 + 3 + 3 + 4 + 1 + 2 + 2 + 8).putShort((short) 2);
            counted(old, "R")
                    .putShort((short) 1)
                    .put((byte) 'a')
                    .putInt(0)
                    .put((byte) 5)
                    .putShort((short) 1);
            counted(old, "12345678");

            assertThat(read(Arrays.copyOf(old.array(), old.position()))).hasToString("[a@R kvno 5 etype 1]");
        }

        private static ByteBuffer counted(ByteBuffer buffer, String text) {
            return buffer.putShort((short) text.length()).put(text.getBytes(StandardCharsets.US_ASCII));
        }

        @Test
        void namesAFileThatIsNotThere() {
            assertThatThrownBy(() -> AccountKeytab.read(file))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("there is no such file");
        }

        @Test
        void refusesWhatIsNoFile() {
            assertThatThrownBy(() -> AccountKeytab.read(folder)).hasMessageContaining("no ordinary file");
        }

        @Test
        void refusesAFileThatIsTooLarge() throws IOException {
            Files.write(file, new byte[AccountKeytab.MAX_SIZE + 1]);

            assertThatThrownBy(() -> AccountKeytab.read(file)).hasMessageContaining("larger than 1048576 bytes");
        }

        @Test
        void refusesWhatIsNoKeytab() {
            assertThatThrownBy(() -> read("-----BEGIN".getBytes(StandardCharsets.US_ASCII)))
                    .hasMessageContaining("is no keytab");
            assertThatThrownBy(() -> read(new byte[0])).hasMessageContaining("is no keytab");
            assertThatThrownBy(() -> read(new byte[] {5, 3})).hasMessageContaining("is no keytab");
        }

        @Test
        void refusesEveryFileThatWasCutOff() throws IOException {
            byte[] bytes = written(small("HTTP/portal", "x", 7));

            for (int length = 3; length < bytes.length; length++) {
                byte[] prefix = Arrays.copyOf(bytes, length);
                assertThatThrownBy(() -> read(prefix)).as("%d bytes", length).isInstanceOf(IOException.class);
            }
        }

        @Test
        void refusesAnEntryLargerThanTheFile() {
            for (String size : List.of("7fffffff", "80000000", "80000001", "00000005", "fffffff0")) {
                assertThatThrownBy(() -> read(HexFormat.of().parseHex("0502" + size + "00000000")))
                        .as(size)
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("but only 4 follow");
            }
        }

        @Test
        void refusesANameThatReachesBeyondItsEntry() {
            assertThatThrownBy(() ->
                            read(HexFormat.of().parseHex("0502" + "00000008" + "0001ffff52000161" + "00".repeat(99))))
                    .hasMessageContaining("ends too early");
        }

        @Test
        void refusesTooManyComponents() {
            assertThatThrownBy(() -> read(HexFormat.of().parseHex("0502" + "00000004" + "ffff0000")))
                    .hasMessageContaining("65535 components");
        }

        @Test
        void refusesNamesThatAreNotText() {
            assertThatThrownBy(() -> read(HexFormat.of().parseHex("0502" + "00000006" + "00010002c328")))
                    .hasMessageContaining("not UTF-8");
        }

        @Test
        void anythingElseIsReadOrRefused() throws IOException {
            byte[] bytes = written(small("HTTP/portal", "x", 7));
            Random random = new Random(4711);

            for (int round = 0; round < 5000; round++) {
                byte[] broken = bytes.clone();
                for (int i = random.nextInt(4); i >= 0; i--) {
                    broken[2 + random.nextInt(broken.length - 2)] = (byte) random.nextInt();
                }
                readOrRefuse(broken);
            }
            assertThat(folder).isNotEmptyDirectory();
        }

        private void readOrRefuse(byte[] bytes) {
            try {
                assertThat(read(bytes).entries()).hasSizeLessThan(10);
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("http.keytab: ");
            }
        }

        private byte[] written(KeytabPrincipal principal) throws IOException {
            AccountKeytab.write(file, List.of(principal));
            return Files.readAllBytes(file);
        }

        private AccountKeytab read(byte[] bytes) throws IOException {
            Files.write(file, bytes);
            return AccountKeytab.read(file);
        }
    }

    @Nested
    class Merged {
        @Test
        void keepsTheOlderVersions() {
            AccountKeytab merged = AccountKeytab.of(List.of(small("a", "old", 6)))
                    .mergedWith(AccountKeytab.of(List.of(small("a", "new", 7))));

            assertThat(merged).hasToString("[a@R kvno 6 aes128-sha1, a@R kvno 7 aes128-sha1]");
        }

        @Test
        void replacesAKeyOfTheSameNameVersionAndType() {
            AccountKeytab wrong = AccountKeytab.of(List.of(small("a", "wrong", 7), small("b", "other", 7)));
            AccountKeytab right = AccountKeytab.of(List.of(small("a", "right", 7)));

            AccountKeytab merged = wrong.mergedWith(right);

            assertThat(merged).hasToString("[b@R kvno 7 aes128-sha1, a@R kvno 7 aes128-sha1]");
            assertThat(merged.entries().get(1).key())
                    .isEqualTo(right.entries().get(0).key());
        }
    }

    @Test
    void neverShowsAKey() {
        KeytabEntry entry = AccountKeytab.of(List.of(alice())).entries().get(0);

        assertThat(entry).hasToString("alice@LAB.LOCALHOST kvno 2 aes256-sha1");
    }
}
