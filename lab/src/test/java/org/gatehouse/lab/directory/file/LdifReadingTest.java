package org.gatehouse.lab.directory.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LdifReadingTest {
    private final DomainFileProblems problems = new DomainFileProblems("t");

    @Test
    void readsRecordsWithTheirLines() {
        List<LdifRecord> records = read("""
                version: 1

                # somebody
                dn: CN=Alice
                objectClass: user
                sn: Liddell

                dn: CN=Bob
                objectClass: user
                """);

        assertThat(records).extracting(LdifRecord::dn).containsExactly("CN=Alice", "CN=Bob");
        assertThat(records).extracting(LdifRecord::line).containsExactly(4, 8);
        assertThat(records.get(0).attributes())
                .extracting(attribute -> attribute.line() + " " + attribute.name() + " " + attribute.text())
                .containsExactly("5 objectClass user", "6 sn Liddell");
    }

    @Test
    void joinsFoldedLines() {
        List<LdifRecord> records = read("dn: CN=A\ndescription: one\n  two\n three\nsn: x\n");

        assertThat(records.get(0).attributes())
                .extracting(LdifRecord.Attribute::text)
                .containsExactly("one twothree", "x");
    }

    @Test
    void skipsCommentsWithinRecordEvenFoldedOnes() {
        List<LdifRecord> records = read("dn: CN=A\n# a comment\n  that goes on\nsn: x\n");

        assertThat(records.get(0).attributes())
                .extracting(LdifRecord.Attribute::text)
                .containsExactly("x");
    }

    @Test
    void decodesBase64() {
        List<LdifRecord> records = read("dn:: Q049w4RsaWNl\ncn:: w4RsaWNl\nobjectSid:: /wD/\n");

        assertThat(records.get(0).dn()).isEqualTo("CN=Älice");
        assertThat(records.get(0).attributes().get(0).text()).isEqualTo("Älice");
        assertThat(records.get(0).attributes().get(1).value().getBytes()).containsExactly(0xff, 0, 0xff);
    }

    @Test
    void takesWindowsLineEnds() {
        assertThat(read("dn: CN=A\r\nsn: x\r\n\r\ndn: CN=B\r\nsn: y\r\n"))
                .extracting(LdifRecord::dn)
                .containsExactly("CN=A", "CN=B");
    }

    @Test
    void takesFileWithoutLastLineEnd() {
        assertThat(read("dn: CN=A\nsn: x"))
                .singleElement()
                .satisfies(record -> assertThat(record.attributes()).hasSize(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "# nothing\n", "version: 1\n"})
    void findsNothingInFileWithoutEntries(String text) {
        assertThat(read(text)).isEmpty();
        assertThatCode(problems::throwIfAny).doesNotThrowAnyException();
    }

    @Test
    void tellsAllProblemsAndGoesOn() {
        List<LdifRecord> records = read("""
                sn: begins without dn
                cn: not looked at

                dn: CN=A
                changetype: modify
                no colon here
                photo:< file:///etc/passwd
                cn:: ***
                sn:
                dn: CN=B
                description: read

                dn:: ***
                cn: not looked at
                """);

        assertThat(records).extracting(LdifRecord::dn).containsExactly("CN=A");
        assertThat(records.get(0).attributes())
                .extracting(LdifRecord.Attribute::name)
                .containsExactly("description");
        assertThat(problems())
                .containsExactly(
                        "t:1: an entry begins with \"dn:\", not with \"sn:\"",
                        "t:5: the file describes entries; a change (changetype) has no place in it",
                        "t:6: this is neither \"attribute: value\" nor a comment (#)",
                        "t:7: photo: a value cannot be read from a URL here",
                        "t:8: cn:: is followed by something that is not base64",
                        "t:9: sn has no value",
                        "t:10: a second dn: an empty line has to stand between two entries",
                        "t:13: dn:: is followed by something that is not base64");
    }

    private List<LdifRecord> read(String text) {
        return LdifReading.read(text, problems);
    }

    private List<String> problems() {
        return catchThrowableOfType(DomainFileException.class, problems::throwIfAny)
                .problems();
    }
}
