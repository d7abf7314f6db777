package org.gatehouse.lab.kdc.trust;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.apache.kerby.kerberos.kerb.type.base.TransitedEncoding;
import org.apache.kerby.kerberos.kerb.type.base.TransitedEncodingType;
import org.gatehouse.lab.kdc.message.KdcError;
import org.gatehouse.lab.kdc.message.KdcException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples and rules of RFC 4120 §3.3.3.2. */
class TransitedPathTest {
    private static TransitedEncoding encoding(TransitedEncodingType type, String contents) {
        TransitedEncoding encoding = new TransitedEncoding();
        encoding.setTrType(type);
        encoding.setContents(contents.getBytes(UTF_8));
        return encoding;
    }

    private static TransitedPath decoded(String contents) throws KdcException {
        return TransitedPath.of(encoding(TransitedEncodingType.DOMAIN_X500_COMPRESS, contents));
    }

    private static String encoded(String... realms) {
        return new String(new TransitedPath(List.of(realms)).encoding().getContents(), UTF_8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "EDU,MIT.,ATHENA.,WASHINGTON.EDU,CS. | EDU MIT.EDU ATHENA.MIT.EDU WASHINGTON.EDU CS.WASHINGTON.EDU",
                "EDU,MIT.,WASHINGTON.EDU             | EDU MIT.EDU WASHINGTON.EDU",
                "'/COM,/HP,/APOLLO, /COM/DEC'        | /COM /COM/HP /COM/HP/APOLLO /COM/DEC",
                "/COM,/HP                            | /COM /COM/HP",
                "PARTNER.LOCALHOST                   | PARTNER.LOCALHOST",
                "A\\,B,C\\\\D,\\.                    | A,B C\\D .",
                "TRAILING\\.,LOCALHOST               | TRAILING. LOCALHOST",
            })
    void areCompressed(String contents, String realms) throws KdcException {
        String[] names = realms.split(" ", -1);

        assertThat(decoded(contents.strip()).realms()).containsExactly(names);
        assertThat(encoded(names)).isEqualTo(contents.strip());
    }

    @Test
    void mayBeginWithASpace() throws KdcException {
        assertThat(encoded(" A")).isEqualTo("\\ A");
        assertThat(decoded("\\ A").realms()).containsExactly(" A");
    }

    @Test
    void areNoneWithoutContents() throws KdcException {
        assertThat(decoded("")).isEqualTo(TransitedPath.NONE);
        assertThat(encoded()).isEmpty();
    }

    @Test
    void areAddedAtTheEnd() throws KdcException {
        assertThat(decoded("EDU").with("MIT.EDU")).isEqualTo(decoded("EDU,MIT."));
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ",EDU", "EDU,", "EDU,,COM", " ", "EDU, "})
    void areRefusedWhenSomeAreLeftOut(String contents) {
        assertThatExceptionOfType(KdcException.class)
                .isThrownBy(() -> decoded(contents))
                .extracting(KdcException::error)
                .isEqualTo(KdcError.KDC_ERR_PATH_NOT_ACCEPTED);
    }

    @Test
    void areRefusedInAnUnknownEncoding() {
        assertThatExceptionOfType(KdcException.class)
                .isThrownBy(() -> TransitedPath.of(encoding(TransitedEncodingType.UNKNOWN, "EDU")))
                .extracting(KdcException::error)
                .isEqualTo(KdcError.KDC_ERR_TRTYPE_NOSUPP);
    }

    @Test
    void areBoundedInNumberAndLength() {
        String many = "A" + ",A".repeat(32);
        String growing = "A".repeat(200) + ("," + "A".repeat(200) + ".").repeat(19);

        for (String contents : List.of(many, "A".repeat(4097), growing + ",A".repeat(20))) {
            assertThatExceptionOfType(KdcException.class)
                    .isThrownBy(() -> decoded(contents))
                    .extracting(KdcException::error)
                    .isEqualTo(KdcError.KDC_ERR_PATH_NOT_ACCEPTED);
        }
    }
}
