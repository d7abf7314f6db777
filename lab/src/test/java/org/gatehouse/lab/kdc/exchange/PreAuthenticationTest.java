package org.gatehouse.lab.kdc.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.lab.account.AccountState.DONT_REQUIRE_PREAUTH;
import static org.gatehouse.lab.kdc.account.MemoryAccounts.user;
import static org.gatehouse.lab.kdc.account.MemoryAccounts.withControl;
import static org.gatehouse.lab.kdc.exchange.HandMadeClient.decode;
import static org.gatehouse.lab.kdc.exchange.HandMadeClient.errorCode;
import static org.gatehouse.lab.kdc.exchange.HandMadeClient.etypes;
import static org.gatehouse.lab.kdc.exchange.HandMadeClient.key;

import java.time.Instant;
import java.util.HexFormat;
import org.apache.kerby.asn1.type.Asn1Integer;
import org.apache.kerby.kerberos.kerb.type.base.EtypeInfo2;
import org.apache.kerby.kerberos.kerb.type.base.EtypeInfo2Entry;
import org.apache.kerby.kerberos.kerb.type.base.KeyUsage;
import org.apache.kerby.kerberos.kerb.type.base.KrbError;
import org.apache.kerby.kerberos.kerb.type.base.MethodData;
import org.apache.kerby.kerberos.kerb.type.kdc.AsRep;
import org.apache.kerby.kerberos.kerb.type.kdc.AsReq;
import org.apache.kerby.kerberos.kerb.type.pa.PaDataEntry;
import org.apache.kerby.kerberos.kerb.type.pa.PaDataType;
import org.apache.kerby.kerberos.kerb.type.pa.PaEncTsEnc;
import org.apache.kerby.kerberos.kerb.type.ticket.TicketFlag;
import org.gatehouse.lab.kdc.crypto.Etype;
import org.gatehouse.lab.kdc.crypto.Sealing;
import org.gatehouse.lab.kdc.exchange.HandMadeClient.Credential;
import org.gatehouse.lab.kdc.message.KerbyCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The proof of the password, RFC 4120 §5.2.7.2, asked for and given in AS-REQs. */
class PreAuthenticationTest extends AsRequestOfAlice {
    @Test
    void isRequiredOfARequestWithoutPadata() {
        assertThat(errorCode(send(client.asReq("alice")))).isEqualTo(25);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 128, 149, 150, 167})
    void isRequiredOfARequestWithOtherPadata(int type) {
        AsReq request = client.asReq("alice");
        request.addPaData(new UnprovenPadata(type));

        assertThat(errorCode(send(request))).isIn(24, 25);
    }

    @Test
    void isAskedForWithTheSaltAndTheTypesOfTheAccountInTheClientsOrder() {
        AsReq request = client.asReq("alice", etypes(Etype.RC4_HMAC, Etype.AES128_SHA1, Etype.AES256_SHA1));

        MethodData methods = decode(HandMadeClient.error(send(request)).getEdata(), MethodData.class);

        assertThat(methods.getElements())
                .extracting(PaDataEntry::getPaDataType)
                .containsExactly(PaDataType.ETYPE_INFO2, PaDataType.ENC_TIMESTAMP);
        EtypeInfo2 info = decode(methods.getElements().get(0).getPaDataValue(), EtypeInfo2.class);
        assertThat(info.getElements())
                .extracting(EtypeInfo2Entry::getEtype)
                .containsExactly(Etype.AES128_SHA1.kerby(), Etype.AES256_SHA1.kerby());
        assertThat(info.getElements()).extracting(EtypeInfo2Entry::getSalt).containsOnly("LAB.LOCALHOSTalice");
    }

    @Test
    void failsWithAnotherPasswordAndSaysHowToDeriveTheKey() {
        AsReq request = client.proved(client.asReq("alice"), key("wrong", "LAB.LOCALHOSTalice", Etype.AES256_SHA1));

        KrbError error = HandMadeClient.error(send(request));

        assertThat(error.getErrorCode().getValue()).isEqualTo(24);
        assertThat(decode(error.getEdata(), MethodData.class).getElements()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"-301, 37", "301, 37", "-300, 0", "300, 0"})
    void hasToBeOfTheKdcsTime(int offsetSeconds, int error) {
        Instant time = fixture.clock.instant().plusSeconds(offsetSeconds);
        byte[] reply = send(client.proved(client.asReq("alice"), ALICES_KEY, time));

        assertThat(isError(reply) ? errorCode(reply) : 0).isEqualTo(error);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "3000", "30800000", "0202ffff", "a003020112a20504030102030405"})
    void failsWhenItIsMalformed(String hex) {
        AsReq request = client.asReq("alice");
        request.addPaData(
                new PaDataEntry(PaDataType.ENC_TIMESTAMP, HexFormat.of().parseHex(hex)));

        assertThat(errorCode(send(request))).isEqualTo(24);
    }

    @Test
    void failsWhenItsTimeIsMissing() {
        AsReq request = client.asReq("alice");
        var sealed = Sealing.seal(new PaEncTsEnc(), ALICES_KEY, KeyUsage.AS_REQ_PA_ENC_TS);
        request.addPaData(new PaDataEntry(PaDataType.ENC_TIMESTAMP, KerbyCodec.encode(sealed)));

        assertThat(errorCode(send(request))).isEqualTo(24);
    }

    @Test
    void isNotRequiredOfAnAccountThatIsExcused() {
        fixture.accounts.add(withControl(user("roast", "Beef1234!"), DONT_REQUIRE_PREAUTH));

        AsRep reply = decode(send(client.asReq("roast")), AsRep.class);

        Credential tgt = client.open(reply, key("Beef1234!", "LAB.LOCALHOSTroast", Etype.AES256_SHA1));
        assertThat(tgt.has(TicketFlag.PRE_AUTH)).isFalse();
    }

    /** Padata of any number with three bytes in it. */
    private static final class UnprovenPadata extends PaDataEntry {
        UnprovenPadata(int type) {
            setFieldAs(PaDataEntryField.PADATA_TYPE, new Asn1Integer(type));
            setPaDataValue(new byte[3]);
        }
    }
}
