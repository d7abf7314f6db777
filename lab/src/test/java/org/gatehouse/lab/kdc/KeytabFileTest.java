package org.gatehouse.lab.kdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.lab.kdc.MemoryAccounts.user;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gatehouse.lab.account.Account;
import org.gatehouse.lab.account.AccountState;
import org.gatehouse.lab.account.Password;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeytabFileTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("http.keytab");
    }

    @Test
    void isForItsOwnerAlone() throws IOException {
        KeytabFile.write(file, "LAB.LOCALHOST", Map.of(user("alice", "Wonderland1!"), List.of("alice")));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void hasEveryKeyUnderEveryName() throws IOException {
        KeytabFile.write(file, "R", Map.of(user("a", "x"), List.of("HTTP/p", "a")));

        String hex = HexFormat.of().formatHex(Files.readAllBytes(file));

        assertThat(hex).startsWith("0502");
        assertThat(hex).contains("0002" + "000152" + "000448545450" + "000170" + "00000001");
        assertThat(hex).contains("0001" + "000152" + "000161" + "00000001");
    }

    @Test
    void hasTheKeyVersionInEightAndInThirtyTwoBits() throws IOException {
        Account account = new Account(
                "a",
                Account.Kind.USER,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                0x8,
                new Password("x", 0x12345, Optional.empty()),
                AccountState.of(AccountState.NORMAL_ACCOUNT));
        KeytabFile.write(file, "R", Map.of(account, List.of("a")));

        String hex = HexFormat.of().formatHex(Files.readAllBytes(file));

        assertThat(hex)
                .contains("00000001" + "00000000" + "45" + "0011" + "0010")
                .endsWith("00012345");
    }

    @Test
    void replacesAnOlderOneAndLeavesNothingBeside() throws IOException {
        Files.writeString(file, "old");

        KeytabFile.write(file, "LAB.LOCALHOST", Map.of(user("alice", "Wonderland1!"), List.of("alice")));

        assertThat(Files.readAllBytes(file)).startsWith(5, 2);
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }
}
