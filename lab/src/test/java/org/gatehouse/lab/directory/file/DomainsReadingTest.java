package org.gatehouse.lab.directory.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.directory.api.ldap.model.schema.SchemaManager;
import org.gatehouse.lab.directory.DirectoryBoot;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DomainsReadingTest {
    private static SchemaManager schema;

    @BeforeAll
    static void loadSchema() throws Exception {
        schema = DirectoryBoot.withSchema().schema();
    }

    @Test
    void takesDomainsThatComeWithLab() throws Exception {
        assertThat(DomainsReading.read(sources(DomainFile.bundled()), schema, new SecureRandom()))
                .extracting(Domain::dnsName)
                .containsExactly("lab.localhost", "partner.localhost");
    }

    @Test
    void takesTheSameNameInTwoDomains() throws Exception {
        List<Domain> domains = read(domain("lab", "1", "alice"), domain("partner", "2", "alice"));

        assertThat(domains)
                .allSatisfy(domain -> assertThat(domain.entries())
                        .extracting(entry -> entry.text("sAMAccountName"))
                        .contains("alice"));
    }

    @Test
    void refusesTheSameDomainTwice() {
        assertThat(problems(domain("lab", "1", "alice"), domain("LAB", "2", "bob")))
                .containsExactly("b.ldif:1: DC=LAB,DC=localhost: is the domain lab.localhost of another file, or one is"
                        + " within the other: domains stand side by side");
    }

    @Test
    void refusesDomainWithinAnother() {
        assertThat(problems(domain("lab", "1", "alice"), domain("sub,DC=lab", "2", "bob")))
                .singleElement()
                .asString()
                .contains("side by side");
        assertThat(problems(domain("sub,DC=lab", "1", "alice"), domain("lab", "2", "bob")))
                .singleElement()
                .asString()
                .contains("side by side");
    }

    @Test
    void refusesTheSameNetBiosName() {
        assertThat(problems(domain("corp,DC=one", "1", "alice"), domain("corp,DC=two", "2", "bob")))
                .containsExactly("b.ldif:1: DC=corp,DC=two,DC=localhost: has the NetBIOS name CORP as the domain"
                        + " corp.one.localhost: the first label of the names has to differ");
    }

    @Test
    void refusesTheSameSid() {
        assertThat(problems(domain("lab", "1", "alice"), domain("partner", "1", "bob")))
                .containsExactly("b.ldif:1: DC=partner,DC=localhost: has the objectSid of the domain lab.localhost:"
                        + " leave it out for a random one");
    }

    @Test
    void tellsTheProblemsOfEveryFile() {
        assertThat(problems("dn: DC=lab,DC=localhost\n", "dn: DC=partner,DC=localhost\n"))
                .containsExactly(
                        "a.ldif:1: the domain needs a user krbtgt: its key seals the tickets",
                        "b.ldif:1: the domain needs a user krbtgt: its key seals the tickets");
    }

    private static String domain(String name, String sid, String user) {
        return """
                dn: DC=%s,DC=localhost
                objectSid: S-1-5-21-1-2-%s

                dn: CN=krbtgt
                objectClass: user
                objectSid: 502

                dn: CN=%s
                objectClass: user
                """.formatted(name, sid, user);
    }

    private static List<Domain> read(String one, String other) throws DomainFileException {
        List<DomainFile> files = List.of(new DomainFile("a.ldif", one), new DomainFile("b.ldif", other));
        return DomainsReading.read(sources(files), schema, new SecureRandom());
    }

    private static List<DomainSource> sources(List<DomainFile> files) {
        List<DomainSource> sources = new ArrayList<>();
        files.forEach(file -> sources.add(new DomainSource(file, InstantSource.system())));
        return sources;
    }

    private static List<String> problems(String one, String other) {
        return catchThrowableOfType(DomainFileException.class, () -> read(one, other))
                .problems();
    }
}
