package org.gatehouse.lab.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.List;
import org.gatehouse.lab.client.Program;
import org.gatehouse.lab.directory.file.DomainFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LdapSearchIT {
    private static RunningDirectory running;
    private static LdapTool alice;

    @BeforeAll
    static void start() throws Exception {
        running = RunningDirectory.of(List.of(new DomainFile("groups.ldif", """
                        dn: DC=lab,DC=localhost
                        objectSid: S-1-5-21-1004336348-1177238915-682003330

                        dn: CN=krbtgt
                        objectClass: user
                        userAccountControl: 514

                        dn: CN=alice
                        objectClass: user
                        userPassword: Wonderland1!
                        sn: Liddell

                        dn: CN=bob
                        objectClass: user
                        sn: Builder

                        dn: CN=Inner
                        objectClass: group
                        member: alice

                        dn: CN=Middle
                        objectClass: group
                        member: Inner

                        dn: CN=Outer
                        objectClass: group
                        member: Middle
                        member: bob

                        dn: CN=Ring
                        objectClass: group
                        member: Loop

                        dn: CN=Loop
                        objectClass: group
                        member: Ring
                        """)), InstantSource.system());
        alice = LdapTool.as(running, "LAB\\alice", "Wonderland1!");
    }

    @AfterAll
    static void stop() throws Exception {
        running.close();
    }

    @ParameterizedTest
    @CsvSource({
        "'(memberOf=CN=Inner,DC=lab,DC=localhost)', alice",
        "'(memberOf=cn=inner, dc=LAB,dc=localhost)', alice",
        "'(memberOf=CN=Outer,DC=lab,DC=localhost)', Middle bob",
        "'(memberOf:1.2.840.113556.1.4.1941:=CN=Outer,DC=lab,DC=localhost)', Inner Middle alice bob",
        "'(member:1.2.840.113556.1.4.1941:=CN=alice,DC=lab,DC=localhost)', Inner Middle Outer",
        "'(&(objectClass=user)(memberOf:1.2.840.113556.1.4.1941:=CN=Outer,DC=lab,DC=localhost))', alice bob",
        "'(memberOf:1.2.840.113556.1.4.1941:=CN=Ring,DC=lab,DC=localhost)', Loop Ring",
        "'(&(objectClass=user)(!(memberOf=*)))', krbtgt",
        "'(memberOf=*)', Inner Loop Middle Ring alice bob",
        "'(memberOf=CN=Nobody,DC=lab,DC=localhost)', ''",
        "'(memberOf=no DN)', ''",
        "'(memberOf=CN=*)', ''",
        "'(userAccountControl:1.2.840.113556.1.4.803:=2)', krbtgt",
        "'(userAccountControl:1.2.840.113556.1.4.803:=514)', krbtgt",
        "'(&(objectClass=user)(!(userAccountControl:1.2.840.113556.1.4.803:=2)))', alice bob",
        "'(userAccountControl:1.2.840.113556.1.4.804:=514)', alice bob krbtgt",
        "'(groupType:1.2.840.113556.1.4.803:=2147483648)', Inner Loop Middle Outer Ring",
        "'(userAccountControl:1.2.840.113556.1.4.803:=two)', ''",
        "'(userAccountControl:1.2.840.113556.1.4.803:=99999999999999999999)', ''",
        "'(sn:1.2.840.113556.1.4.803:=1)', ''",
        "'(sn:1.2.3.4:=Liddell)', ''",
        "'(objectSid=S-1-5-21-1004336348-1177238915-682003330-1104)', alice",
        "'(objectSid=S-1-5-21-1004336348-1177238915-682003330-9999)', ''",
        "'(objectSid=S-1-)', ''",
        "'(objectSid=\\01\\05\\00\\00\\00\\00\\00\\05\\15\\00\\00\\00\\dc\\f4\\dc\\3b\\83\\3d\\2b\\46\\82\\8b\\a6\\28\\50\\04\\00\\00)', alice",
        "'(distinguishedName=CN=alice,DC=lab,DC=localhost)', alice"
    })
    void finds(String filter, String names) throws Exception {
        Program.Result result = alice.search(filter, "cn");

        assertThat(result.status()).as(result.output()).isZero();
        assertThat(valuesOf(result, "cn"))
                .containsExactlyInAnyOrder(names.isEmpty() ? new String[0] : names.split(" "));
    }

    @Test
    void tellsGroupsOfAMember() throws Exception {
        assertThat(valuesOf(alice.search("(cn=bob)"), "memberOf")).containsExactly("CN=Outer,DC=lab,DC=localhost");
        assertThat(valuesOf(alice.search("(cn=bob)", "memberOf"), "memberOf"))
                .containsExactly("CN=Outer,DC=lab,DC=localhost");
        assertThat(alice.search("(cn=bob)", "cn").output()).doesNotContain("memberOf");
    }

    @Test
    void tellsWhatWasAskedForOnly() throws Exception {
        assertThat(alice.search("(cn=bob)", "sn").output().strip())
                .isEqualTo("dn: CN=bob,DC=lab,DC=localhost\nsn: Builder");
        assertThat(alice.search("(cn=bob)", "1.1").output().strip()).isEqualTo("dn: CN=bob,DC=lab,DC=localhost");
    }

    @Test
    void pagesBeyondAHundred() throws Exception {
        Snapshot snapshot = running.directory.snapshot();
        for (int i = 0; i < 230; i++) {
            running.lab.administration().createUser("page" + i, "Secret1!");
        }

        Program.Result result = alice.search("-E", "pr=50/noprompt", "(sAMAccountName=page*)", "sAMAccountName");

        assertThat(valuesOf(result, "sAMAccountName")).hasSize(230).doesNotHaveDuplicates();
        assertThat(valuesOf(alice.search("(sAMAccountName=page*)", "sAMAccountName"), "sAMAccountName"))
                .hasSize(230);
        running.directory.restore(snapshot);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cn", "sn", "sAMAccountName"})
    void sortsByNames(String attribute) throws Exception {
        Program.Result result = alice.search("-E", "sss=" + attribute, "(&(objectClass=user)(sn=*))", attribute);

        assertThat(valuesOf(result, attribute)).hasSize(2).isSorted();
    }

    @Test
    void introducesItselfAsActiveDirectory() throws Exception {
        Program.Result result = LdapTool.asNobody(running).searchFrom("", "-s", "base", "(objectClass=*)");

        assertThat(result.output())
                .contains("defaultNamingContext: DC=lab,DC=localhost")
                .contains("rootDomainNamingContext: DC=lab,DC=localhost")
                .contains("namingContexts: DC=lab,DC=localhost")
                .contains("supportedCapabilities: 1.2.840.113556.1.4.800")
                .containsIgnoringCase("dnsHostName: localhost")
                .contains("supportedLDAPVersion: 3")
                .contains("domainFunctionality: 7")
                .doesNotContain("ou=system");
        assertThat(LdapTool.asNobody(running)
                        .searchFrom("", "-s", "base", "(objectClass=*)", "defaultNamingContext")
                        .output()
                        .strip())
                .isEqualTo("dn:\ndefaultNamingContext: DC=lab,DC=localhost");
    }

    private static List<String> valuesOf(Program.Result result, String attribute) {
        String prefix = attribute + ": ";
        return result.output()
                .lines()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()))
                .toList();
    }
}
