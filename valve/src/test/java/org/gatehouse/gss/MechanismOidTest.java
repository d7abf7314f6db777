package org.gatehouse.gss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.wire.Hex.hex;

import java.util.Arrays;
import org.ietf.jgss.GSSException;
import org.ietf.jgss.Oid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MechanismOidTest {
    @ParameterizedTest
    @CsvSource({
        "SPNEGO, 1.3.6.1.5.5.2",
        "KERBEROS, 1.2.840.113554.1.2.2",
        "MS_KERBEROS, 1.2.840.48018.1.2.2",
        "KERBEROS_USER_TO_USER, 1.2.840.113554.1.2.2.3",
        "IAKERB, 1.3.6.1.5.2.5",
        "NTLMSSP, 1.3.6.1.4.1.311.2.2.10",
        "NEGOEX, 1.3.6.1.4.1.311.2.2.30",
        "NEGOTIATE_LATE_FALLBACK, 1.3.6.1.4.1.311.2.2.40"
    })
    void hasTheIdentifierOfItsSpecification(MechanismOid mechanism, String identifier) throws GSSException {
        byte[] der = new Oid(identifier).getDER();

        assertThat(mechanism.content().toArray()).isEqualTo(Arrays.copyOfRange(der, 2, der.length));
    }

    @ParameterizedTest
    @EnumSource
    void isFoundByItsIdentifier(MechanismOid mechanism) {
        assertThat(MechanismOid.of(mechanism.content())).contains(mechanism);
    }

    @Test
    void unknownIdentifierIsNoMechanism() {
        assertThat(MechanismOid.of(hex("2b 06 01 05 05 03"))).isEmpty();
        assertThat(MechanismOid.of(hex(""))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"KERBEROS, true", "MS_KERBEROS, true", "KERBEROS_USER_TO_USER, false", "IAKERB, false", "NTLMSSP, false"
    })
    void twoIdentifiersMeanKerberos(MechanismOid mechanism, boolean expected) {
        assertThat(mechanism.isKerberos()).isEqualTo(expected);
    }
}
