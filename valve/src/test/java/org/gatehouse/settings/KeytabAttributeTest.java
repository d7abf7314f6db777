package org.gatehouse.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.keytab.Found;
import org.gatehouse.secret.SecretBytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeytabAttributeTest extends SettingsFixture {
    @Test
    void isRequired() {
        attributes.remove(Attribute.KEYTAB);

        Failure problem = onlyProblem();

        assertThat(problem.code()).isEqualTo(FailureCode.NO_KEYTAB);
        assertThat(problem.seen()).startsWith("keytab: ");
        assertThat(problem.remedy()).contains("keytab=\"${catalina.base}/conf/http.keytab\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void isNotBlank(String path) {
        attributes.put(Attribute.KEYTAB, path);

        assertThat(onlyProblem().code()).isEqualTo(FailureCode.NO_KEYTAB);
    }

    @Test
    void namesAFileThatCanBeRead() throws SettingsException {
        files = path -> {
            throw new IOException("access is denied");
        };

        Failure problem = onlyOutage();

        assertThat(problem.code()).isEqualTo(FailureCode.KEYTAB_UNREADABLE);
        assertThat(problem.seen()).isEqualTo("keytab: conf/http.keytab cannot be read: access is denied.");
    }

    @Test
    void namesAKeytab() throws SettingsException {
        files = path -> SecretBytes.copyOf(new byte[] {'k', 'e', 'y', 's'});

        Failure problem = onlyOutage();

        assertThat(problem.code()).isEqualTo(FailureCode.KEYTAB_MALFORMED);
        assertThat(problem.seen()).isEqualTo("keytab: conf/http.keytab is not a keytab: it is text.");
    }

    @Test
    void namesAFileThatIsNotEmpty() throws SettingsException {
        files = path -> SecretBytes.copyOf(new byte[0]);

        assertThat(onlyOutage().code()).isEqualTo(FailureCode.KEYTAB_EMPTY);
    }

    @Test
    void namesAFileThatIsThere() throws SettingsException {
        files = path -> {
            throw new MissingFileException(new NoSuchFileException(path));
        };

        assertThat(onlyOutage().toString())
                .startsWith(
                        "GH-C015: keytab: conf/http.keytab cannot be read: there is no such file. Check the path. ");
    }

    @Test
    void namesAKeytabWithKeys() throws SettingsException {
        files = path -> keytab();

        Failure problem = onlyOutage();

        assertThat(problem.code()).isEqualTo(FailureCode.KEYTAB_EMPTY);
        assertThat(problem.seen()).isEqualTo("keytab: conf/http.keytab holds no key at all.");
    }

    @Test
    void namesAKeytabWithAesKeys() throws SettingsException {
        files = path -> keytab(entry(RC4, 16), entry(3, 8), entry(RC4, 16));

        Failure problem = onlyOutage();

        assertThat(problem.code()).isEqualTo(FailureCode.KEYTAB_WITHOUT_USABLE_KEY);
        assertThat(problem.seen())
                .endsWith("only rc4-hmac (23) of 16 bytes, des (3) of 8 bytes."
                        + " Accepted are aes128-sha1, aes256-sha1, aes128-sha2, aes256-sha2.");
        assertThat(problem.remedy()).contains("AES256-SHA1");
    }

    @Test
    void namesAKeytabWhoseAesKeysHaveTheirLength() throws SettingsException {
        files = path -> keytab(entry(AES256, 16), entry(AES128, 32));

        assertThat(onlyOutage().code()).isEqualTo(FailureCode.KEYTAB_WITHOUT_USABLE_KEY);
    }

    @Test
    void isNotBlamedForItsTypesWhenALengthIsWrong() throws SettingsException {
        files = path -> keytab(entry(AES256, 16));

        assertThat(onlyOutage().seen())
                .doesNotContain("no key of an accepted type")
                .contains("aes256-sha1");
    }

    @Test
    void mayHoldOtherKeysBesides() throws SettingsException {
        files = path -> keytab(entry(RC4, 16), entry(AES128, 16));

        assertThat(read().keyFiles().get(0).keytab().entries()).hasSize(2);
    }

    @Test
    void isReadFromTheFileThatItNames() throws SettingsException {
        List<String> asked = new ArrayList<>();
        files = path -> {
            asked.add(path);
            return keytab(entry(AES256, 32));
        };

        read().close();

        assertThat(asked).containsExactly(PATH);
    }

    @Test
    void leavesNoCopyOfTheFile() throws SettingsException {
        byte[] content = bytes(keytab(entry(AES256, 32)));
        files = path -> SecretBytes.adopt(content);

        Settings settings = read();

        assertThat(content).containsOnly(0);
        assertThat(bytes(settings.keyFiles().get(0).keytab().entries().get(0).key()))
                .containsOnly(AES256);
    }

    @Test
    void isAListSeparatedByCommas() throws SettingsException {
        attributes.put(Attribute.KEYTAB, "conf/a.keytab , /my files/b.keytab,conf/a.keytab");

        assertThat(read().keyFiles()).extracting(KeyFile::path).containsExactly("conf/a.keytab", "/my files/b.keytab");
    }

    @ParameterizedTest
    @ValueSource(strings = {"conf/a.keytab,", ",conf/a.keytab", "a,,b", ","})
    void hasAPathOnBothSidesOfAComma(String value) {
        attributes.put(Attribute.KEYTAB, value);

        assertThat(onlyProblem().toString())
                .isEqualTo("GH-C006: keytab: empty path before or after a comma."
                        + " Separate paths by one comma. A path itself cannot contain one.");
    }

    @Test
    void isWrongAsAWholeIfOneFileIs() throws SettingsException {
        byte[] good = bytes(keytab(entry(AES256, 32)));
        List<SecretBytes> handedOut = new ArrayList<>();
        attributes.put(Attribute.KEYTAB, "a.keytab,b.keytab,c.keytab");
        files = path -> {
            if (path.equals("b.keytab")) {
                throw new IOException("access is denied");
            }
            handedOut.add(SecretBytes.copyOf(path.equals("c.keytab") ? new byte[] {1} : good));
            return handedOut.get(handedOut.size() - 1);
        };

        assertThat(outage())
                .extracting(Failure::seen)
                .satisfiesExactly(
                        seen -> assertThat(seen).isEqualTo("keytab: b.keytab cannot be read: access is denied."),
                        seen -> assertThat(seen).startsWith("keytab: c.keytab is not a keytab: "));
        assertThat(handedOut)
                .allSatisfy(file -> assertThatIllegalStateException().isThrownBy(() -> bytes(file)));
    }

    @Test
    void warnsOfAnOddEntryBesideAGoodOne() throws SettingsException {
        files = path -> keytab(entry(99, 32), entry(AES256, 32));

        try (Settings settings = read()) {
            assertThat(settings.warnings())
                    .singleElement()
                    .hasToString("GH-C018: keytab: conf/http.keytab: entry 1 at byte 2"
                            + " (\"HTTP/portal.example.com@EXAMPLE.COM\") is not used, because its encryption type 99 is"
                            + " not known. The other entries are used. If users need that service name, export its key"
                            + " again (ktpass, ktutil, samba-tool domain exportkeytab).");
        }
    }

    @Test
    void warnsOfAKeytabThatIsCutAfterAGoodEntry() throws SettingsException {
        byte[] whole = bytes(keytab(entry(AES256, 32), entry(AES256, 32)));
        files = path -> SecretBytes.copyOf(Arrays.copyOf(whole, whole.length - 1));

        try (Settings settings = read()) {
            assertThat(settings.keyFiles().get(0).keytab().isIncomplete()).isTrue();
            assertThat(settings.warnings())
                    .singleElement()
                    .asString()
                    .startsWith("GH-C018: keytab: conf/http.keytab is incomplete: entry 2 at byte ")
                    .endsWith("The entries before it are used. Copy the file again, as a binary file.");
        }
    }

    @Test
    void boundsTheNumberOfWarningsAboutAKeytab() throws SettingsException {
        byte[][] entries = new byte[1000][];
        Arrays.fill(entries, entry(99, 32));
        entries[999] = entry(AES256, 32);
        byte[] whole = bytes(keytab(entries));
        files = path -> SecretBytes.copyOf(Arrays.copyOf(whole, whole.length + 1));

        try (Settings settings = read()) {
            assertThat(settings.warnings())
                    .hasSize(21)
                    .anyMatch(warning ->
                            warning.seen().equals("keytab: conf/http.keytab: 980 more entries are not used."))
                    .last()
                    .asString()
                    .contains("is incomplete: entry 1001 at byte ");
        }
    }

    @Test
    void refusesAKeytabThatIsCutInItsFirstEntry() throws SettingsException {
        byte[] whole = bytes(keytab(entry(AES256, 32)));
        files = path -> SecretBytes.copyOf(Arrays.copyOf(whole, whole.length - 1));

        Failure problem = onlyOutage();

        assertThat(problem.code()).isEqualTo(FailureCode.KEYTAB_MALFORMED);
        assertThat(problem.seen()).startsWith("keytab: conf/http.keytab is incomplete, and holds no key");
    }

    @Test
    void refusesAConvertedKeytabAlthoughItsFirstEntryLooksGood() throws SettingsException {
        byte[] whole = bytes(keytab(entry(AES256, 32), entry(AES128, 16)));
        whole[whole.length - 1] = (byte) 0x80; // of the last key
        files = path -> SecretBytes.copyOf(new String(whole, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8));

        assertThat(onlyOutage().seen())
                .contains(" is not a keytab: it is a keytab that was converted to text: bytes of it were replaced");
    }

    @Test
    void saysWhatIsOddIfNoEntryOfAKeytabCanBeRead() throws SettingsException {
        files = path -> SecretBytes.copyOf(Found.file("no-realm.keytab").toArray());

        assertThat(onlyOutage().toString())
                .isEqualTo("GH-C004: keytab: conf/http.keytab holds no key that can be used: entry 1 at byte 2"
                        + " (\"HTTP/portal.lab.localhost@\"): its realm is empty. Export it again (ktpass, ktutil,"
                        + " samba-tool domain exportkeytab).");
    }

    @Test
    void saysThatAKeytabIsBase64AndHowToDecodeIt() throws SettingsException {
        files = path -> SecretBytes.copyOf(Found.file("base64.keytab").toArray());

        assertThat(onlyOutage().toString())
                .startsWith("GH-C003: keytab: conf/http.keytab is not a keytab: it is base64 of a keytab. Decode it:"
                        + " base64 -d http.keytab.b64 > http.keytab");
    }

    @Test
    void hasAUsableKeyInEachFile() throws SettingsException {
        attributes.put(Attribute.KEYTAB, "a.keytab,b.keytab");
        files = path -> keytab(entry(path.equals("a.keytab") ? AES256 : RC4, path.equals("a.keytab") ? 32 : 16));

        assertThat(onlyOutage().seen()).startsWith("keytab: b.keytab holds no key that can be used");
    }
}
