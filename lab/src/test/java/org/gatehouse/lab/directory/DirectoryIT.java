package org.gatehouse.lab.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import javax.naming.AuthenticationException;
import javax.naming.Context;
import javax.naming.NamingException;
import javax.naming.NoPermissionException;
import javax.naming.directory.Attributes;
import javax.naming.directory.BasicAttribute;
import javax.naming.directory.BasicAttributes;
import javax.naming.directory.DirContext;
import javax.naming.directory.InitialDirContext;
import javax.naming.directory.ModificationItem;
import javax.naming.directory.SearchControls;
import javax.naming.ldap.InitialLdapContext;
import javax.naming.ldap.LdapContext;
import javax.naming.ldap.SortControl;
import org.gatehouse.lab.account.Account;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("BanJNDI") // the JDK's LDAP client is the independent one at hand; the answers are the lab's own
class DirectoryIT {
    private static final String SUFFIX = "DC=lab,DC=localhost";
    private static final String ALICE = "CN=Alice Liddell,CN=Users," + SUFFIX;

    private static Directory directory;
    private static DirectoryDomain lab;
    private static DirectoryDomain partner;

    @BeforeAll
    static void start(@TempDir Path workDirectory) throws Exception {
        List<DomainSource> domains = DomainFile.bundled().stream()
                .map(file -> new DomainSource(file, InstantSource.system()))
                .toList();
        directory = Directory.start(domains, workDirectory, new LdapEndpoints(0, 0, workDirectory.resolve("p12"), ""));
        lab = directory.domains().get(0);
        partner = directory.domains().get(1);
    }

    @AfterAll
    static void stop() {
        directory.close();
    }

    @Nested
    class OverLdap {
        @Test
        void findsOwnerOfServicePrincipalNameWithoutRegardToCase() throws Exception {
            assertThat(search("(servicePrincipalName=http/PORTAL.lab.localhost)", "sAMAccountName"))
                    .containsExactly("svc-portal");
        }

        @Test
        void findsBothOwnersOfDuplicateServicePrincipalName() throws Exception {
            assertThat(search("(servicePrincipalName=HTTP/duplicate.lab.localhost)", "sAMAccountName"))
                    .containsExactlyInAnyOrder("svc-dup-a", "svc-dup-b");
        }

        @Test
        void listsMembersOfGroup() throws Exception {
            assertThat(search("(&(objectClass=group)(member=" + ALICE + "))", "cn"))
                    .containsExactlyInAnyOrder("Finance", "Staff");
        }

        @Test
        void sortsOnTheServer() throws Exception {
            LdapContext context = bind(ALICE, "Wonderland1!");
            context.setRequestControls(new SortControl[] {new SortControl("sAMAccountName", true)});

            List<String> names = search(context, "(objectClass=computer)", "sAMAccountName");

            assertThat(names).containsExactly("FILES$", "WS1$");
        }

        @Test
        void refusesWrongPassword() {
            assertThatThrownBy(() -> bind(ALICE, "wrong")).isInstanceOf(AuthenticationException.class);
        }

        @Test
        void refusesWellKnownPasswordOfApacheDsAdministrator() {
            assertThatThrownBy(() -> bind("uid=admin,ou=system", "secret")).isInstanceOf(AuthenticationException.class);
        }

        @Test
        void refusesAnonymousBind() {
            assertThatThrownBy(() -> new InitialDirContext(environment())).isInstanceOf(NamingException.class);
        }

        @Test
        void hidesPasswords() throws Exception {
            DirContext context = bind(ALICE, "Wonderland1!");

            Attributes alice = context.getAttributes(ALICE, new String[] {"*", "+", "userPassword"});

            assertThat(alice.get("sAMAccountName").get()).isEqualTo("alice");
            assertThat(alice.get("userPassword")).isNull();
        }

        @Test
        void findsNothingByPassword() throws Exception {
            assertThat(search("(userPassword=Wonderland1!)", "cn")).isEmpty();
            assertThat(search("(&(cn=krbtgt)(!(userPassword=a)))", "cn")).isEmpty();
        }

        @Test
        void refusesChanges() throws Exception {
            DirContext context = bind(ALICE, "Wonderland1!");
            var change = new ModificationItem(DirContext.REPLACE_ATTRIBUTE, new BasicAttribute("sn", "Lidell"));

            assertThatThrownBy(() -> context.modifyAttributes(ALICE, new ModificationItem[] {change}))
                    .isInstanceOf(NoPermissionException.class);
            assertThatThrownBy(() -> context.destroySubcontext(ALICE)).isInstanceOf(NoPermissionException.class);
            assertThatThrownBy(() -> context.rename(ALICE, "CN=Eve,CN=Users," + SUFFIX))
                    .isInstanceOf(NoPermissionException.class);
            assertThatThrownBy(() -> context.createSubcontext(
                            "CN=Eve," + SUFFIX, new BasicAttributes("objectClass", "container")))
                    .isInstanceOf(NoPermissionException.class);
        }
    }

    @Nested
    class TwoDomains {
        @Test
        void haveNamesOfTheirOwn() {
            assertThat(List.of(lab.realm(), lab.dnsName(), lab.netBiosName(), lab.suffix()))
                    .containsExactly("LAB.LOCALHOST", "lab.localhost", "LAB", SUFFIX);
            assertThat(List.of(partner.realm(), partner.dnsName(), partner.netBiosName(), partner.suffix()))
                    .containsExactly("PARTNER.LOCALHOST", "partner.localhost", "PARTNER", "DC=partner,DC=localhost");
        }

        @Test
        void knowTheirOwnAccountsOnly() {
            assertThat(partner.accounts().findByName("carol")).hasSize(1);
            assertThat(lab.accounts().findByName("carol")).isEmpty();
            assertThat(lab.accounts().findByName("carol@partner.localhost")).isEmpty();
            assertThat(partner.accounts().findByServicePrincipalName("HTTP/portal.lab.localhost"))
                    .isEmpty();
        }

        @Test
        void haveAKrbtgtEach() {
            assertThat(lab.accounts().findByName("krbtgt"))
                    .singleElement()
                    .isNotEqualTo(partner.accounts().findByName("krbtgt").get(0));
        }
    }

    @Nested
    class InProcess {
        @Test
        void findsAccountByEitherName() {
            assertThat(lab.accounts().findByName("ALICE"))
                    .isEqualTo(lab.accounts().findByName("alice@LAB.localhost"))
                    .extracting(Account::samAccountName)
                    .containsExactly("alice");
        }

        @Test
        void knowsAllOfAnAccount() {
            assertThat(lab.accounts().findByServicePrincipalName("host/files.lab.localhost"))
                    .singleElement()
                    .satisfies(files -> {
                        assertThat(files.samAccountName()).isEqualTo("FILES$");
                        assertThat(files.kind()).isEqualTo(Account.Kind.COMPUTER);
                        assertThat(files.dnsHostName()).contains("files.lab.localhost");
                        assertThat(files.state().userAccountControl()).isEqualTo(4096);
                        assertThat(files.password().keyVersionNumber()).isEqualTo(1);
                        assertThat(files.supportedEncryptionTypes()).isZero();
                        assertThat(files.password().text()).hasSize(32);
                    });
        }

        @Test
        void findsBothOwnersOfDuplicate() {
            assertThat(lab.accounts().findByServicePrincipalName("HTTP/duplicate.lab.localhost"))
                    .extracting(Account::samAccountName)
                    .containsExactlyInAnyOrder("svc-dup-a", "svc-dup-b");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    " ",
                    "*",
                    "ali*",
                    "(",
                    ")(sAMAccountName=alice",
                    "\\2a",
                    "a\u0000b",
                    "\ud800",
                    "Finance",
                    "\u202e"
                })
        void findsNothingByOddName(String name) {
            assertThat(lab.accounts().findByName(name)).isEmpty();
            assertThat(lab.accounts().findByServicePrincipalName(name)).isEmpty();
            assertThat(lab.accounts().displayName(name)).isEmpty();
        }

        @Test
        void listsPeopleWithTheirGroups() {
            assertThat(lab.accounts().people())
                    .extracting(person -> person.account().samAccountName() + " " + person.groups())
                    .containsExactly("alice [Finance, Staff]", "bob [Staff]", "dora []", "mallory []");
        }
    }

    private static List<String> search(String filter, String attribute) throws NamingException {
        return search(bind(ALICE, "Wonderland1!"), filter, attribute);
    }

    private static List<String> search(DirContext context, String filter, String attribute) throws NamingException {
        try {
            SearchControls controls = new SearchControls();
            controls.setSearchScope(SearchControls.SUBTREE_SCOPE);
            List<String> values = new ArrayList<>();
            var results = context.search(SUFFIX, filter, controls);
            while (results.hasMore()) {
                values.add(
                        (String) results.next().getAttributes().get(attribute).get());
            }
            return values;
        } finally {
            context.close();
        }
    }

    private static LdapContext bind(String dn, String password) throws NamingException {
        Properties environment = environment();
        environment.put(Context.SECURITY_PRINCIPAL, dn);
        environment.put(Context.SECURITY_CREDENTIALS, password);
        return new InitialLdapContext(environment, null);
    }

    private static Properties environment() {
        Properties environment = new Properties();
        environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.ldap.LdapCtxFactory");
        environment.put(
                Context.PROVIDER_URL, "ldap://127.0.0.1:" + directory.ldap().getPort());
        return environment;
    }
}
