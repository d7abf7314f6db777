package org.gatehouse.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import org.gatehouse.lab.MainOptions.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainOptionsTest {
    @Test
    void hasFixedPortsUnlessToldOtherwise() throws Exception {
        assertThat(MainOptions.parse())
                .isEqualTo(new MainOptions(8080, 10088, 10389, Optional.empty(), Path.of(".lab"), false));
    }

    @Test
    void takesValuesInBothForms() throws Exception {
        assertThat(MainOptions.parse(
                        "--port",
                        "8081",
                        "--kdc-port=88",
                        "--ldap-port",
                        "0",
                        "--domain",
                        "my.ldif",
                        "--home=/tmp/lab"))
                .isEqualTo(new MainOptions(8081, 88, 0, Optional.of(Path.of("my.ldif")), Path.of("/tmp/lab"), false));
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
                    --port=10088           | --port, --kdc-port and --ldap-port have to be different
                    --kdc-port=10389       | --port, --kdc-port and --ldap-port have to be different
                    """)
    void refuses(String argument, String problem) {
        assertThatThrownBy(() -> MainOptions.parse(argument))
                .isInstanceOf(UsageException.class)
                .hasMessage(problem);
    }
}
