package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.keytab.KeytabFixture;
import org.gatehouse.settings.Attribute;
import org.gatehouse.settings.FileOwner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys that someone else may have written: at the start, and at every look after it. */
class KeyOwnersTest {
    private static final byte[] OLD = KeytabFixture.file();
    private static final byte[] NEW =
            KeytabFixture.file(KeytabFixture.entry(8, new byte[32]), KeytabFixture.entry(7, Forge.SERVICE_KEY));

    private final WatchedKeytab file = new WatchedKeytab(OLD);

    private static void look(KeyWatch watch) {
        for (int i = 0; i < 4; i++) {
            watch.look();
        }
    }

    @Test
    void fileOfAnotherUserIsAnOutageThatHealsWhenTheOwnerIsRight() throws Exception {
        file.owner = WatchedKeytab.BOB;
        KeyWatch watch = file.watch();
        assertThat(file.read().settings().outage())
                .extracting(Failure::code)
                .containsExactly(FailureCode.UNTRUSTED_KEY_OWNER);
        look(watch);
        assertThat(file.taken).isEmpty();

        file.owner = FileOwner.ROOT;
        look(watch);

        assertThat(file.taken).hasSize(1);
    }

    @Test
    void passwordFileOfAnotherUserIsAnOutage() throws Exception {
        file.attributes.remove(Attribute.KEYTAB);
        file.attributes.put(Attribute.PASSWORD_FILE, "portal.password");
        file.attributes.put(Attribute.ACCOUNT, "svc-portal@EXAMPLE.COM");
        file.attributes.put(Attribute.SPN, "*");
        file.content = "Builder1!\n".getBytes(StandardCharsets.UTF_8);
        file.owner = WatchedKeytab.BOB;

        assertThat(file.read().settings().outage())
                .singleElement()
                .satisfies(outage -> assertThat(outage.toString())
                        .startsWith(
                                "GH-C024: passwordFile: portal.password is not used, because it belongs to \"bob\""));
    }

    @Test
    void fileOfANamedUserIsUsed() throws Exception {
        file.owner = WatchedKeytab.BOB;
        file.attributes.put(Attribute.TRUSTED_KEY_OWNERS, "alice, bob");

        assertThat(file.read().settings().outage()).isEmpty();
        assertThat(file.read().warnings()).isEmpty();
    }

    @Test
    void fileThatIsGivenToAnotherUserIsNotUsed() throws Exception {
        KeyWatch watch = file.watch();

        file.owner = WatchedKeytab.BOB;
        file.content = NEW;
        look(watch);

        assertThat(file.taken).isEmpty();
        assertThat(file.broken)
                .singleElement()
                .satisfies(failure -> assertThat(failure.toString())
                        .startsWith("GH-C009: GH-C024, keytab: http.keytab is not used, because it belongs to \"bob\"")
                        .endsWith("Until then the keys from before stay in use."));

        file.owner = WatchedKeytab.TOMCAT;
        look(watch);
        assertThat(file.taken).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"0660, 0755", "0666, 0755", "0602, 0755", "0600, 0775", "0600, 0777", "0600, 02775"})
    void changedFileThatOthersCanWriteIsNotUsed(String fileMode, String directoryMode) throws Exception {
        file.fileMode = Integer.parseInt(fileMode, 8);
        file.directoryMode = Integer.parseInt(directoryMode, 8);
        KeyWatch watch = file.watch();
        assertThat(file.read().settings().outage()).isEmpty();
        assertThat(file.read().warnings()).extracting(Failure::code).containsExactly(FailureCode.OPEN_TO_OTHERS);

        file.content = NEW;
        file.version++;
        watch.lookIfChanged();
        look(watch);

        assertThat(file.taken).isEmpty();
        assertThat(file.broken)
                .singleElement()
                .satisfies(failure -> assertThat(failure.toString())
                        .startsWith("GH-C009: http.keytab has changed, and is not used, because it can be ")
                        .endsWith("Until then the keys from before stay in use."));
    }

    @Test
    void changedFileIsUsedOnceNobodyElseCanWriteIt() throws Exception {
        file.directoryMode = 0777;
        KeyWatch watch = file.watch();
        file.content = NEW;
        look(watch);

        file.directoryMode = 0755;
        look(watch);

        assertThat(file.taken).hasSize(1);
        assertThat(file.broken).hasSize(1);
    }

    @Test
    void changedFileInAStickyDirectoryIsUsed() throws Exception {
        file.directoryMode = 01777;
        KeyWatch watch = file.watch();

        file.content = NEW;
        look(watch);

        assertThat(file.taken).hasSize(1);
        assertThat(file.broken).isEmpty();
    }

    @Test
    void changedFileThatEverybodyCanReadIsUsed() throws Exception {
        KeyWatch watch = file.watch();

        file.content = NEW;
        file.fileMode = 0644;
        look(watch);

        assertThat(file.taken)
                .singleElement()
                .satisfies(reading -> assertThat(reading.warnings())
                        .extracting(Failure::code)
                        .containsExactly(FailureCode.OPEN_TO_OTHERS));
    }

    @Test
    void permissionsThatOpenWhileTheKeysStayAreToldOnce() throws Exception {
        KeyWatch watch = file.watch();

        file.directoryMode = 0777;
        look(watch);

        assertThat(file.taken).isEmpty();
        assertThat(file.broken).isEmpty();
        assertThat(file.guarded)
                .singleElement()
                .satisfies(warnings ->
                        assertThat(warnings).extracting(Failure::code).containsExactly(FailureCode.OPEN_TO_OTHERS));

        file.content = NEW;
        look(watch);
        assertThat(file.taken).isEmpty();
        assertThat(file.broken).hasSize(1);
    }

    @Test
    void contentThatIsPutBackIsToldAsFixed() throws Exception {
        file.directoryMode = 0777;
        KeyWatch watch = file.watch();
        file.content = NEW;
        look(watch);

        file.content = OLD;
        look(watch);

        assertThat(file.fixes).isEqualTo(1);
        assertThat(file.taken).isEmpty();
    }

    @Test
    void firstFileAfterAStartWithoutOneIsUsedAsAtTheStart() throws Exception {
        file.directoryMode = 0777;
        file.content = new byte[0];
        KeyWatch watch = file.watch();

        file.content = OLD;
        look(watch);

        assertThat(file.taken).hasSize(1);
    }

    /** Between the look and the reading someone puts a file of their own there, and takes it away again. */
    @Test
    void fileThatIsReplacedWhileItIsReadIsNotUsed() throws Exception {
        file.onRead = () -> file.version++;

        assertThat(file.read().settings().outage())
                .singleElement()
                .satisfies(outage -> assertThat(outage.toString()).contains("it is being replaced"));
    }

    @Test
    void fileThatWasReplacedOnceWhileItWasReadIsReadAgain() throws Exception {
        AtomicInteger reads = new AtomicInteger();
        file.onRead = () -> file.version += reads.incrementAndGet() == 1 ? 1 : 0;

        assertThat(file.read().settings().outage()).isEmpty();
    }

    @Test
    void fileSystemWithoutOwnersIsANoticeAndNoWarning() throws Exception {
        file.hasOwners = false;

        assertThat(file.read().settings().outage()).isEmpty();
        assertThat(file.read().warnings()).isEmpty();
        assertThat(file.read().notices())
                .containsExactly(
                        "Gatehouse cannot tell who may write http.keytab: its file system has no owners and permissions");
    }
}
