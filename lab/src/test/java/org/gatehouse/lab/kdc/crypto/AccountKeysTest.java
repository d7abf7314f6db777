package org.gatehouse.lab.kdc.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.lab.kdc.account.MemoryAccounts.computer;
import static org.gatehouse.lab.kdc.account.MemoryAccounts.user;
import static org.gatehouse.lab.kdc.account.MemoryAccounts.withEncryptionTypes;

import java.util.HexFormat;
import java.util.List;
import org.apache.kerby.kerberos.kerb.type.base.EncryptionKey;
import org.gatehouse.lab.account.Account;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountKeysTest {
    /** The expected keys were made by {@code ktutil} of MIT Kerberos 1.20.1: {@code addent -password -s SALT}. */
    @ParameterizedTest
    @CsvSource({
        "AES256_SHA1, 8a76045c5bebeb05c8bcee37bc760013a81be2240b945c2326e14b5166097d61",
        "AES128_SHA1, 12c56630333bd7133bbe46fecb726abc",
        "RC4_HMAC, 9695f33fcc39f27aafefc4edd3177de4",
    })
    void areThoseThatOtherImplementationsDerive(Etype type, String expected) {
        Account account = withEncryptionTypes(user("alice", "Wonderland1!"), 0x1c);

        EncryptionKey key = AccountKeys.of("LAB.LOCALHOST", account).key(type).orElseThrow();

        assertThat(HexFormat.of().formatHex(key.getKeyData())).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"alice, LAB.LOCALHOSTalice", "Alice, LAB.LOCALHOSTAlice", "krbtgt, LAB.LOCALHOSTkrbtgt"})
    void saltsUsersWithTheirName(String name, String salt) {
        assertThat(AccountKeys.of("LAB.LOCALHOST", user(name, "x")).salt()).isEqualTo(salt);
    }

    @ParameterizedTest
    @CsvSource({"WS1$, LAB.LOCALHOSThostws1.lab.localhost", "Ws1$, LAB.LOCALHOSThostws1.lab.localhost"})
    void saltsComputersWithTheirHostName(String name, String salt) {
        assertThat(AccountKeys.of("LAB.LOCALHOST", computer(name, "x")).salt()).isEqualTo(salt);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 'AES256_SHA1 AES128_SHA1'",
        "0x18, 'AES256_SHA1 AES128_SHA1'",
        "0x1c, 'AES256_SHA1 AES128_SHA1 RC4_HMAC'",
        "0x10, AES256_SHA1",
        "0x8, AES128_SHA1",
        "0x4, RC4_HMAC",
        "0x3, 'AES256_SHA1 AES128_SHA1'",
    })
    void haveTheTypesOfTheAccount(String attribute, String types) {
        Account account = withEncryptionTypes(user("svc", "x"), Integer.decode(attribute));

        assertThat(AccountKeys.of("LAB.LOCALHOST", account).etypes())
                .isEqualTo(List.of(types.split(" ", -1)).stream()
                        .map(Etype::valueOf)
                        .toList());
    }

    @Test
    void areNeverPrinted() {
        AccountKeys keys = AccountKeys.of("LAB.LOCALHOST", user("alice", "Wonderland1!"));

        assertThat(keys).hasToString("kvno 2 [aes256-sha1, aes128-sha1]");
    }
}
