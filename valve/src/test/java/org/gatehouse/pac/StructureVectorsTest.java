package org.gatehouse.pac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.List;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.dtyp.FileTime;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.Hex;
import org.gatehouse.wire.VectorFile;
import org.gatehouse.wire.VectorFile.Entry;
import org.gatehouse.wire.WireException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Single structures from the test suites of others, and from [MS-PAC] 3. */
class StructureVectorsTest {
    @ParameterizedTest
    @MethodSource("validationInfos")
    void readsValidationInfoAsOthersDo(Entry vector) throws WireException {
        KerbValidationInfo info = KerbValidationInfo.parse(vector.bytes("bytes"));

        assertThat(PacDescription.of(info)).containsExactlyInAnyOrderEntriesOf(PacDescription.only(vector.fields()));
    }

    /** Across a trust: the user's groups, the asserted identity, and the groups of the service's domain. */
    @Test
    void readsGroupsAcrossATrust() throws WireException {
        KerbValidationInfo info = KerbValidationInfo.parse(named("gokrb5-logon-info-trust-resource-groups"));

        String ofUser = "S-1-5-21-2284869408-3503417140-1141177250-";
        String ofService = "S-1-5-21-3062750306-1230139592-1973306805-";
        assertThat(info.groups().groups())
                .extracting(group -> group.sid().toString())
                .containsExactly(ofUser + 1110, ofUser + 513, ofUser + 1109);
        assertThat(info.extraSids()).extracting(extra -> extra.sid().toString()).containsExactly("S-1-18-1");
        assertThat(info.resourceGroups().orElseThrow().groups())
                .extracting(group -> group.sid().toString())
                .containsExactly(ofService + 1107, ofService + 1108);
    }

    @Test
    void readsClientInfoAsOthersDo() throws WireException {
        PacClientInfo info = PacClientInfo.parse(named("gokrb5-client-info"));

        assertThat(info).isEqualTo(new PacClientInfo(FileTime.of(Instant.parse("2017-05-06T15:53:11Z")), "testuser1"));
    }

    @Test
    void readsUpnAndDnsAsOthersDo() throws WireException {
        UpnDnsInfo info = UpnDnsInfo.parse(named("gokrb5-upn-dns-info"));

        assertThat(info.upn()).isEqualTo("testuser1@test.gokrb5");
        assertThat(info.dnsDomainName()).isEqualTo("TEST.GOKRB5");
        assertThat(info.extension()).isEmpty();
    }

    /** The bytes and their meaning from secdev/scapy, commit ac38b273, test/scapy/layers/kerberos.uts; facts only. */
    @Test
    void readsExtendedUpnAndDnsAsOthersDo() throws WireException {
        UpnDnsInfo info = UpnDnsInfo.parse(named("scapy-upn-dns-info-extended"));

        assertThat(info.upn()).isEqualTo("Administrator@domain.local");
        assertThat(info.dnsDomainName()).isEqualTo("DOMAIN.LOCAL");
        assertThat(info.isUpnConstructed()).isTrue();
        assertThat(info.extension().orElseThrow().samName()).isEqualTo("Administrator");
        assertThat(info.extension().orElseThrow().sid()).hasToString("S-1-5-21-1924137214-3718646274-40215721-500");
    }

    @Test
    void readsSignaturesAsOthersDo() throws Exception {
        PacSignature server = PacSignature.parse(PacBufferType.SERVER_SIGNATURE, named("gokrb5-server-signature"));
        PacSignature kdc = PacSignature.parse(PacBufferType.KDC_SIGNATURE, named("gokrb5-kdc-signature"));

        assertThat(server.type()).isEqualTo(EncryptionType.AES256_CTS_HMAC_SHA1_96);
        assertThat(server.signature()).isEqualTo(Hex.hex("1e251d98d552be7df384f550"));
        assertThat(kdc.type()).isEqualTo(EncryptionType.RC4_HMAC);
        assertThat(kdc.signature()).isEqualTo(Hex.hex("340be28b48765d0519ee9346cf53d822"));
        assertThat(kdc.rodcIdentifier()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "mit-s4u-di-short, svc2/adserver.ad.test, svc1/adserver.ad.test@AD.TEST",
        "mit-s4u-di-long, longsvc/adserver.ad.test, svc1/adserver.ad.test@AD.TEST",
        "mit-s4u-di-double, longsvc/adserver.ad.test, svc1/adserver.ad.test@AD.TEST svc2/adserver.ad.test@AD.TEST"
    })
    void readsDelegationInfoOfWindowsServer2019(String name, String target, String services) throws WireException {
        S4uDelegationInfo info = S4uDelegationInfo.parse(named(name));

        assertThat(info).isEqualTo(new S4uDelegationInfo(target, List.of(services.split(" "))));
    }

    @ParameterizedTest
    @CsvSource({"mit-s4u-di-fuzz1", "mit-s4u-di-fuzz2"})
    void refusesWhatMitsFuzzersFound(String name) {
        Bytes malformed = named(name);

        assertThatExceptionOfType(WireException.class).isThrownBy(() -> S4uDelegationInfo.parse(malformed));
    }

    static List<Entry> validationInfos() {
        return entries().stream()
                .filter(entry -> entry.text("structure").equals("KERB_VALIDATION_INFO"))
                .toList();
    }

    private static List<Entry> entries() {
        return VectorFile.read(StructureVectorsTest.class, "structures.txt");
    }

    private static Bytes named(String name) {
        return entries().stream()
                .filter(entry -> entry.toString().equals(name))
                .findFirst()
                .orElseThrow()
                .bytes("bytes");
    }
}
