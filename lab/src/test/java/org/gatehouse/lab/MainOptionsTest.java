package org.gatehouse.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.gatehouse.lab.MainOptions.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainOptionsTest {
    @Test
    void hasFixedPortsUnlessToldOtherwise() throws Exception {
        assertThat(MainOptions.parse())
                .isEqualTo(new MainOptions(
                        new LabPorts(8080, 8443, 10088, 10389, 10636), List.of(), Path.of(".lab"), false));
    }

    @Test
    void takesValuesInBothForms() throws Exception {
        assertThat(MainOptions.parse(
                        "--port",
                        "8081",
                        "--https-port=0",
                        "--kdc-port=88",
                        "--ldap-port",
                        "0",
                        "--ldaps-port=636",
                        "--domain",
                        "my.ldif",
                        "--home=/tmp/lab"))
                .isEqualTo(new MainOptions(
                        new LabPorts(8081, 0, 88, 0, 636), List.of(Path.of("my.ldif")), Path.of("/tmp/lab"), false));
    }

    @Test
    void takesSeveralDomainsInTheirOrder() throws Exception {
        assertThat(MainOptions.parse("--domain=own.ldif", "--domain", "partner.ldif")
                        .domains())
                .containsExactly(Path.of("own.ldif"), Path.of("partner.ldif"));
    }

    @Test
    void takesHelp() throws Exception {
        assertThat(MainOptions.parse("--help").help()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --prot=8081            | there is no option --prot
                    8081                   | there is no option 8081
                    --port                 | --port needs a value
                    --port=65536           | --port needs a number from 0 to 65535, not 65536
                    --kdc-port=-1          | --kdc-port needs a number from 0 to 65535, not -1
                    --ldap-port=389a       | --ldap-port needs a number from 0 to 65535, not 389a
                    --ldap-port=٣٨٩        | --ldap-port needs a number from 0 to 65535, not ٣٨٩
                    --home=                | --home needs the name of a directory
                    --domain=              | --domain needs the name of a file
                    --port=10088           | --port and --kdc-port have to be different, but are both 10088
                    --ldaps-port=8443      | --https-port and --ldaps-port have to be different, but are both 8443
                    """)
    void refuses(String argument, String problem) {
        assertThatThrownBy(() -> MainOptions.parse(argument))
                .isInstanceOf(UsageException.class)
                .hasMessage(problem);
    }
}
