package org.gatehouse.lab.directory.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.directory.api.ldap.model.entry.Attribute;
import org.apache.directory.api.ldap.model.entry.Entry;
import org.apache.directory.api.ldap.model.entry.Value;
import org.apache.directory.api.ldap.model.schema.SchemaManager;
import org.gatehouse.lab.account.DomainSid;
import org.gatehouse.lab.directory.DirectoryBoot;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DomainReadingTest {
    private static final String DOMAIN = """
            dn: DC=lab,DC=localhost
            objectSid: S-1-5-21-1-2-3

            dn: CN=krbtgt
            objectClass: user
            objectSid: 502

            """;

    /** Lines of {@link #DOMAIN}. */
    private static final int BEFORE = 7;

    private static SchemaManager schema;

    @BeforeAll
    static void loadSchema() throws Exception {
        schema = DirectoryBoot.withSchema().schema();
    }

    @Test
    void takesNameAndRealmFromFirstEntry() throws Exception {
        Domain domain = read(DOMAIN);

        assertThat(domain.dnsName()).isEqualTo("lab.localhost");
        assertThat(domain.realm()).isEqualTo("LAB.LOCALHOST");
        assertThat(domain.suffix().getName()).isEqualTo("DC=lab,DC=localhost");
    }

    @Test
    void takesDomainThatComesWithLab() throws Exception {
        assertThat(DomainReading.read(DomainFile.bundled().get(0), schema, InstantSource.system(), new SecureRandom())
                        .entries())
                .extracting(entry -> entry.text("sAMAccountName"))
                .contains("alice", "bob", "dora", "svc-portal", "WS1$", "FILES$", "krbtgt", "Finance");
    }

    @Nested
    class Completes {
        @Test
        void policyOfTheDomain() throws Exception {
            Entry domain = read(DOMAIN.replaceFirst("objectSid", "lockoutThreshold: 3\nobjectSid"))
                    .entries()
                    .get(0)
                    .entry();

            assertThat(values(domain, "maxPwdAge")).containsExactly("-36288000000000");
            assertThat(values(domain, "lockoutThreshold")).containsExactly("3");
            assertThat(values(domain, "lockoutDuration")).containsExactly("-18000000000");
            assertThat(values(domain, "lockOutObservationWindow")).containsExactly("-18000000000");
        }

        @Test
        void timesAsPeopleWriteThem() throws Exception {
            Entry alice = entry("""
                    dn: CN=alice
                    objectClass: user
                    accountExpires: 1970-01-01T00:00:00Z
                    """);

            assertThat(values(alice, "accountExpires")).containsExactly("116444736000000000");
        }

        @Test
        void user() throws Exception {
            Entry alice = entry("""
                    dn: CN=Alice Liddell
                    objectClass: user
                    sAMAccountName: alice
                    """);

            assertThat(values(alice, "objectClass"))
                    .containsExactlyInAnyOrder("top", "person", "organizationalPerson", "user");
            assertThat(values(alice, "cn")).containsExactly("Alice Liddell");
            assertThat(values(alice, "displayName")).containsExactly("Alice Liddell");
            assertThat(values(alice, "userPrincipalName")).containsExactly("alice@lab.localhost");
            assertThat(values(alice, "userAccountControl")).containsExactly("512");
            assertThat(values(alice, "primaryGroupID")).containsExactly("513");
            assertThat(values(alice, "msDS-KeyVersionNumber")).containsExactly("1");
            assertThat(values(alice, "accountExpires")).containsExactly("9223372036854775807");
            assertThat(values(alice, "servicePrincipalName")).isEmpty();
        }

        @Test
        void computer() throws Exception {
            Entry files = entry("""
                    dn: CN=Files
                    objectClass: computer
                    """);

            assertThat(values(files, "objectClass")).contains("computer", "user");
            assertThat(values(files, "sAMAccountName")).containsExactly("FILES$");
            assertThat(values(files, "dNSHostName")).containsExactly("files.lab.localhost");
            assertThat(values(files, "servicePrincipalName"))
                    .containsExactlyInAnyOrder(
                            "HOST/FILES",
                            "HOST/files.lab.localhost",
                            "RestrictedKrbHost/FILES",
                            "RestrictedKrbHost/files.lab.localhost");
            assertThat(values(files, "userAccountControl")).containsExactly("4096");
            assertThat(values(files, "primaryGroupID")).containsExactly("515");
        }

        @Test
        void group() throws Exception {
            Entry staff = entry("""
                    dn: CN=Staff
                    objectClass: group
                    """);

            assertThat(values(staff, "sAMAccountName")).containsExactly("Staff");
            assertThat(values(staff, "groupType")).containsExactly("-2147483646");
        }

        @Test
        void randomPasswords() throws Exception {
            List<String> passwords = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                passwords.add(password(entry("""
                        dn: CN=svc
                        objectClass: user
                        """)));
            }

            assertThat(passwords).doesNotHaveDuplicates().allMatch(password -> password.length() == 32);
        }

        @Test
        void timeOfPassword() throws Exception {
            Entry svc = entry("""
                    dn: CN=svc
                    objectClass: user
                    """);

            assertThat(values(svc, "pwdLastSet")).containsExactly("116444736000000000"); // FILETIME of 1970
        }

        @Test
        void sidsOneAfterTheOtherAroundThoseGiven() throws Exception {
            Domain domain = read(DOMAIN + """
                    dn: CN=a
                    objectClass: user

                    dn: CN=b
                    objectClass: user
                    objectSid: 1104

                    dn: CN=c
                    objectClass: group

                    dn: CN=d
                    objectClass: user
                    objectSid: S-1-5-21-1-2-3-1000
                    """);

            assertThat(domain.entries().stream()
                            .filter(entry -> entry.kind().isPrincipal())
                            .map(entry -> sid(entry.entry())))
                    .containsExactly(
                            "S-1-5-21-1-2-3-502",
                            "S-1-5-21-1-2-3-1103",
                            "S-1-5-21-1-2-3-1104",
                            "S-1-5-21-1-2-3-1105",
                            "S-1-5-21-1-2-3-1000");
        }

        @Test
        void membersByAccountNameAndByDn() throws Exception {
            Domain domain = read(DOMAIN + """
                    dn: CN=Staff
                    objectClass: group
                    member: alice
                    member: cn=bob builder,ou=people

                    dn: CN=Alice Liddell,OU=People
                    objectClass: user
                    sAMAccountName: alice

                    dn: CN=Bob Builder,OU=People
                    objectClass: user
                    sAMAccountName: bob

                    dn: OU=People
                    objectClass: organizationalUnit
                    """);

            assertThat(values(domain.entries().get(2).entry(), "member"))
                    .containsExactlyInAnyOrder(
                            "CN=Alice Liddell,OU=People,DC=lab,DC=localhost",
                            "CN=Bob Builder,OU=People,DC=lab,DC=localhost");
        }

        @Test
        void nothingThatFileSays() throws Exception {
            Entry alice = entry("""
                    dn: CN=Alice,DC=lab,DC=localhost
                    objectClass: top
                    objectClass: user
                    cn: Alice
                    sAMAccountName: alice
                    userPrincipalName: a.liddell@wonder.land
                    displayName: A. Liddell
                    userPassword: Wonderland1!
                    userAccountControl: 66048
                    msDS-KeyVersionNumber: 7
                    pwdLastSet: 0
                    """);

            assertThat(values(alice, "userPrincipalName")).containsExactly("a.liddell@wonder.land");
            assertThat(values(alice, "displayName")).containsExactly("A. Liddell");
            assertThat(password(alice)).isEqualTo("Wonderland1!");
            assertThat(values(alice, "userAccountControl")).containsExactly("66048");
            assertThat(values(alice, "msDS-KeyVersionNumber")).containsExactly("7");
            assertThat(values(alice, "pwdLastSet")).containsExactly("0");
        }
    }

    @Nested
    class Refuses {
        @Test
        void fileWithoutEntries() {
            assertThat(problems("# nothing"))
                    .containsExactly(
                            "t:1: the file describes nothing; its first entry is the domain (dn: DC=lab,DC=localhost)");
        }

        @Test
        void firstEntryThatIsNoDomain() {
            assertThat(problems("dn: CN=Users,DC=lab\nobjectClass: container\n"))
                    .containsExactly("t:1: CN=Users,DC=lab: the first entry is the domain: dn: DC=lab,DC=localhost");
        }

        @Test
        void nameThatLeadsToAnotherMachine() {
            for (String name : List.of("DC=corp,DC=example", "DC=localhost,DC=corp", "DC=corp,DC=notlocalhost")) {
                assertThat(problems("dn: " + name + "\n"))
                        .contains("t:1: " + name
                                + ": the domain must end in DC=localhost: only such names lead to this machine");
            }
        }

        @Test
        void domainNameThatIsNoHostName() {
            assertThat(problems("dn: DC=l_b,DC=localhost\n")).hasSize(1);
        }

        @Test
        void sidThatIsNoDomains() {
            assertThat(problems(DOMAIN.replace("S-1-5-21-1-2-3", "S-1-5-21-1-2")))
                    .containsExactly(
                            "t:2: DC=lab,DC=localhost: objectSid: a domain has one like S-1-5-21-1004-1177-682");
        }

        @Test
        void domainWithoutKrbtgt() {
            assertThat(problems("dn: DC=lab,DC=localhost\n"))
                    .containsExactly("t:1: the domain needs a user krbtgt: its key seals the tickets");
        }

        @Test
        void entryWithoutKnownClass() {
            assertRefused(
                    "dn: CN=a\nobjectClass: inetOrgPerson\n",
                    1,
                    "CN=a: objectClass has to say what this is: user, computer, group, organizationalUnit,"
                            + " container, trustedDomain or foreignSecurityPrincipal");
        }

        @Test
        void nameThatDoesNotGoWithClass() {
            assertRefused(
                    "dn: OU=a\nobjectClass: user\n", 1, "OU=a: the name of an entry of class user begins with CN=");
        }

        @Test
        void whatIsNoDn() {
            assertRefused(
                    "dn: alice\nobjectClass: user\n",
                    1,
                    "alice: this is no distinguished name (CN=Alice Liddell,CN=Users)");
        }

        @Test
        void unknownAttribute() {
            assertRefused(
                    "dn: CN=a\nobjectClass: user\nservicePrincipalNam: x\n",
                    3,
                    "CN=a: no attribute is named servicePrincipalNam");
        }

        @ParameterizedTest
        @ValueSource(strings = {"säm", "\ufffd", "2.5.4.", "sn;lang-en", "sn,cn", "-"})
        void whatIsNoAttributeName(String name) {
            assertRefused("dn: CN=a\nobjectClass: user\n" + name + ": x\n", 3, "CN=a: no attribute is named " + name);
        }

        @ParameterizedTest
        @ValueSource(strings = {"\ud83d\ude00", "\ufffd", "a\ue000b"})
        void valueThatSchemaDoesNotAllow(String value) {
            assertRefused(
                    "dn: CN=a\nobjectClass: user\nsn: " + value + "\n",
                    3,
                    "CN=a: sn: \"" + value + "\" is no Directory String");
        }

        @ParameterizedTest
        @ValueSource(strings = {"CN=a\\", "CN=a\\zz", "CÑ=a", "=a", "CN", "CN=\ud83d\ude00", "\ufffd=a", "CN=a,"})
        void nameThatSchemaDoesNotAllow(String name) {
            assertThat(problems(DOMAIN + "dn: " + name + "\nobjectClass: user\n"))
                    .singleElement()
                    .asString()
                    .startsWith("t:" + (BEFORE + 1) + ": " + name + ": ");
        }

        @Test
        void controlCharactersWithoutSendingThemToTerminal() {
            assertThat(problems(DOMAIN + "dn: CN=a\nobjectClass: user\nx\u001b[31m: y\n"))
                    .containsExactly("t:" + (BEFORE + 3) + ": CN=a: no attribute is named x\ufffd[31m");
        }

        @Test
        void attributeOfAnotherClass() {
            assertRefused(
                    "dn: CN=a\nobjectClass: user\noperatingSystem: x\n",
                    3,
                    "CN=a: operatingSystem does not belong to such an entry");
        }

        @Test
        void attributeOfDirectoryItself() {
            assertRefused(
                    "dn: CN=a\nobjectClass: user\nentryUUID: x\n",
                    3,
                    "CN=a: entryUUID is kept by the directory itself");
        }

        @Test
        void secondValueOfSingleValuedAttribute() {
            assertRefused(
                    "dn: CN=a\nobjectClass: user\nsAMAccountName: a\nsAMAccountName: b\n",
                    4,
                    "CN=a: sAMAccountName is given twice");
        }

        @Test
        void secondPasswordWithoutShowingIt() {
            assertRefused(
                    "dn: CN=a\nobjectClass: user\nuserPassword: one\nuserPassword: other\n",
                    4,
                    "CN=a: userPassword is given twice");
        }

        @Test
        void sameValueTwice() {
            assertRefused(
                    "dn: CN=a\nobjectClass: user\nservicePrincipalName: HTTP/a\nservicePrincipalName: http/A\n",
                    4,
                    "CN=a: servicePrincipalName: \"http/A\" is there twice");
        }

        @Test
        void numberThatIsNone() {
            assertRefused(
                    "dn: CN=a\nobjectClass: user\nuserAccountControl: disabled\n",
                    3,
                    "CN=a: userAccountControl: \"disabled\" is no whole number of 32 bits");
        }

        @Test
        void timeThatIsNone() {
            assertRefused(
                    "dn: CN=a\nobjectClass: user\naccountExpires: tomorrow\n",
                    3,
                    "CN=a: accountExpires: \"tomorrow\" is no time (2026-12-31T23:59:59Z, or a FILETIME)");
        }

        @Test
        void policyThatIsNone() {
            assertThat(problems(DOMAIN.replace("objectSid: S-1-5-21-1-2-3", "maxPwdAge: 42")))
                    .containsExactly("t:2: DC=lab,DC=localhost: maxPwdAge: \"42\" is no interval (P42D, PT30M, or a"
                            + " negative number of 100 ns)");
        }

        @Test
        void numberThatIsTooLarge() {
            assertRefused(
                    "dn: CN=a\nobjectClass: user\nmsDS-SupportedEncryptionTypes: 4294967296\n",
                    3,
                    "CN=a: msDS-SupportedEncryptionTypes: \"4294967296\" is no whole number of 32 bits");
        }

        @Test
        void sidThatIsNone() {
            assertRefused(
                    "dn: CN=a\nobjectClass: user\nobjectSid: S-1-x\n",
                    3,
                    "CN=a: objectSid: \"S-1-x\" is neither a number (the RID) nor S-1-5-21-...");
        }

        @Test
        void sameEntryTwice() {
            assertRefused(
                    "dn: CN=a\nobjectClass: group\n\ndn: cn=A,dc=LAB,dc=localhost\nobjectClass: container\n",
                    4,
                    "cn=A,dc=LAB,dc=localhost: is the entry of line " + (BEFORE + 1) + " again");
        }

        @Test
        void entryWithoutParent() {
            assertRefused(
                    "dn: CN=a,OU=b\nobjectClass: user\n",
                    1,
                    "CN=a,OU=b: is below OU=b,DC=lab,DC=localhost, which the file does not have");
        }

        @Test
        void sameAccountNameTwice() {
            assertRefused(
                    "dn: CN=a\nobjectClass: user\n\ndn: CN=b\nobjectClass: group\nsAMAccountName: A\n",
                    4,
                    "CN=b: sAMAccountName A belongs to line " + (BEFORE + 1) + " already");
        }

        @Test
        void sameSidTwice() {
            assertRefused("dn: CN=a\nobjectClass: user\nobjectSid: 502\n", 1, "CN=a: has the objectSid of line 4");
        }

        @Test
        void userNameWithBlank() {
            assertRefused(
                    "dn: CN=Alice Liddell\nobjectClass: user\n",
                    1,
                    "CN=Alice Liddell: has no sAMAccountName: \"Alice Liddell\" is not one to sign in with");
        }

        @Test
        void computerNameOfMoreThanFifteenCharacters() {
            assertRefused(
                    "dn: CN=ABCDEFGHIJKLMNOP\nobjectClass: computer\n",
                    1,
                    "CN=ABCDEFGHIJKLMNOP: sAMAccountName ABCDEFGHIJKLMNOP$ is longer than the 16 characters of a computer");
        }

        @Test
        void memberThatIsNot() {
            assertRefused(
                    "dn: CN=a\nobjectClass: group\nmember: nobody\n",
                    3,
                    "CN=a: member: no user, computer or group is named nobody");
        }

        @Test
        void memberTwice() {
            assertRefused(
                    "dn: CN=a\nobjectClass: group\nmember: krbtgt\nmember: CN=krbtgt\n",
                    4,
                    "CN=a: member: CN=krbtgt is named twice");
        }

        @Test
        void allThatIsWrongAtOnce() {
            assertThat(problems("""
                    dn: DC=lab,DC=localhost
                    cn: lab
                    no colon

                    dn: CN=krbtgt
                    objectClass: usr

                    dn: CN=Staff,OU=Groups
                    objectClass: group
                    member: nobody
                    """))
                    .containsExactly(
                            "t:2: DC=lab,DC=localhost: cn does not belong to the domain itself",
                            "t:3: this is neither \"attribute: value\" nor a comment (#)",
                            "t:5: CN=krbtgt: objectClass has to say what this is:"
                                    + " user, computer, group, organizationalUnit, container, trustedDomain or foreignSecurityPrincipal",
                            "t:8: CN=Staff,OU=Groups: is below OU=Groups,DC=lab,DC=localhost,"
                                    + " which the file does not have",
                            "t:10: CN=Staff,OU=Groups: member: no user, computer or group is named nobody");
        }

        /** A line counted from the end of {@link #DOMAIN}. */
        private void assertRefused(String text, int line, String problem) {
            assertThat(problems(DOMAIN + text)).containsExactly("t:" + (BEFORE + line) + ": " + problem);
        }
    }

    private static Entry entry(String record) throws Exception {
        return read(DOMAIN + record).entries().get(2).entry();
    }

    private static Domain read(String text) throws DomainFileException {
        return DomainReading.read(
                new DomainFile("t", text), schema, InstantSource.fixed(Instant.EPOCH), new SecureRandom());
    }

    private static List<String> problems(String text) {
        return catchThrowableOfType(DomainFileException.class, () -> read(text)).problems();
    }

    private static List<String> values(Entry entry, String attribute) {
        List<String> values = new ArrayList<>();
        Attribute found = entry.get(attribute);
        if (found != null) {
            for (Value value : found) {
                values.add(value.getString());
            }
        }
        return values;
    }

    private static String password(Entry entry) {
        return new String(entry.get("userPassword").get().getBytes(), StandardCharsets.UTF_8);
    }

    private static String sid(Entry entry) {
        return DomainSid.ofBytes(entry.get("objectSid").get().getBytes()).toString();
    }
}
