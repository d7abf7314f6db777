package org.gatehouse.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.keytab.KeytabFixture;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.secret.TestCleanup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MechanismsAttributeTest {
    @Test
    void isKerberosUnlessItIsGiven() throws SettingsException {
        assertThat(read(Map.of(Attribute.KEYTAB, "http.keytab")).mechanisms())
                .containsExactly(OfferedMechanism.KERBEROS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"kerberos", " kerberos ", "kerberos,"})
    void isAListOfNames(String value) throws SettingsException {
        assertThat(read(value).mechanisms()).containsExactly(OfferedMechanism.KERBEROS);
    }

    @ParameterizedTest
    @CsvSource({
        "'', the list is empty",
        "' , ', the list is empty",
        "Kerberos, \"Kerberos\" is not one of kerberos",
        "ntlm, \"ntlm\" is not one of kerberos",
        "kerberos basic, \"basic\" is not one of kerberos",
        "'kerberos, kerberos', '\"kerberos, kerberos\" has a name twice'",
        "kerberos;, \"kerberos;\" is not one of kerberos"
    })
    void isRefusedWithTheLegalNamesOtherwise(String value, String fault) {
        SettingsException refusal = catchThrowableOfType(SettingsException.class, () -> read(value));

        assertThat(refusal.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(FailureCode.BAD_ATTRIBUTE_VALUE);
            assertThat(problem.seen()).isEqualTo("mechanisms: " + fault + ".");
        });
    }

    private static Settings read(String mechanisms) throws SettingsException {
        return read(Map.of(Attribute.KEYTAB, "http.keytab", Attribute.MECHANISMS, mechanisms));
    }

    private static Settings read(Map<Attribute<?>, String> attributes) throws SettingsException {
        return TestCleanup.closes(
                SettingsReader.read(attributes, List.of(), path -> SecretBytes.copyOf(KeytabFixture.file())));
    }
}
