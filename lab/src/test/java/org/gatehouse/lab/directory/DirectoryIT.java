package org.gatehouse.lab.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import javax.naming.AuthenticationException;
import javax.naming.Context;
import javax.naming.NamingException;
import javax.naming.NoPermissionException;
import javax.naming.directory.Attributes;
import javax.naming.directory.BasicAttribute;
import javax.naming.directory.BasicAttributes;
import javax.naming.directory.DirContext;
import javax.naming.directory.ModificationItem;
import javax.naming.directory.SearchControls;
import javax.naming.ldap.InitialLdapContext;
import javax.naming.ldap.LdapContext;
import javax.naming.ldap.SortControl;
import org.gatehouse.lab.account.Account;
import org.gatehouse.lab.account.DomainPolicy;
import org.gatehouse.lab.account.NtStatus;
import org.gatehouse.lab.directory.domain.DirectoryDomain;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("BanJNDI") // the JDK's LDAP client is the independent one at hand; the answers are the lab's own
class DirectoryIT extends OnALabsDirectory {
    private static final String SUFFIX = "DC=lab,DC=localhost";
    private static final String ALICE = "CN=Alice Liddell,CN=Users," + SUFFIX;

    private static DirectoryDomain lab;
    private static DirectoryDomain partner;

    @BeforeAll
    static void findDomains() throws Exception {
        lab = running.lab;
        partner = running.partner();
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
        void tellsNamesAsTheyWereWritten() throws Exception {
            SearchControls controls = new SearchControls();
            controls.setSearchScope(SearchControls.OBJECT_SCOPE);

            var results = bind(ALICE, "Wonderland1!").search(ALICE.toLowerCase(Locale.ROOT), "(cn=*)", controls);

            assertThat(results.next().getNameInNamespace()).isEqualTo(ALICE);
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
    class Trusting {
        @Test
        void isMutualWithOnePasswordForEachDirection() {
            assertThat(lab.accounts().trusts()).singleElement().satisfies(here -> {
                assertThat(here.partner()).isEqualTo("PARTNER.LOCALHOST");
                assertThat(partner.accounts().trusts()).singleElement().satisfies(there -> {
                    assertThat(there.partner()).isEqualTo("LAB.LOCALHOST");
                    assertThat(here.inbound()).isPresent().isEqualTo(there.outbound());
                    assertThat(here.outbound()).isPresent().isEqualTo(there.inbound());
                });
            });
        }
    }

    @Nested
    class InProcess {
        @Test
        void knowsThePolicy() {
            assertThat(lab.accounts().policy())
                    .isEqualTo(
                            new DomainPolicy(Duration.ofDays(42), 5, Duration.ofMinutes(30), Duration.ofMinutes(30)));
            assertThat(partner.accounts().policy()).isEqualTo(DomainPolicy.OF_A_NEW_DOMAIN);
        }

        @ParameterizedTest
        @CsvSource({
            "alice,",
            "dora, STATUS_ACCOUNT_DISABLED",
            "ernie, STATUS_ACCOUNT_EXPIRED",
            "lola, STATUS_ACCOUNT_LOCKED_OUT",
            "nina, STATUS_ACCOUNT_RESTRICTION",
            "krbtgt, STATUS_ACCOUNT_DISABLED"
        })
        void knowsWhoMayNotLogOn(String name, @Nullable NtStatus restriction) {
            Account account = lab.accounts().findByName(name).get(0);

            assertThat(lab.accounts().policy().restriction(account, Instant.now()))
                    .isEqualTo(Optional.ofNullable(restriction));
        }

        @ParameterizedTest
        @CsvSource({"alice,", "paul, STATUS_PASSWORD_MUST_CHANGE", "otto, STATUS_PASSWORD_EXPIRED"})
        void knowsWhosePasswordIsNoGood(String name, @Nullable NtStatus restriction) {
            Account account = lab.accounts().findByName(name).get(0);

            assertThat(lab.accounts().policy().passwordRestriction(account, Instant.now()))
                    .isEqualTo(Optional.ofNullable(restriction));
        }

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
                    "ali\u0000ce",
                    "alice\u00ad",
                    "alice\u200d",
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
                    .containsExactly(
                            "alice [Finance, Staff]",
                            "bob [Staff]",
                            "dora []",
                            "mallory []",
                            "ernie []",
                            "lola []",
                            "paul []",
                            "otto []",
                            "nora []",
                            "nina []",
                            "rick []",
                            "administrator [Domain Admins]");
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
                Context.PROVIDER_URL,
                "ldap://127.0.0.1:" + running.directory.ldap().getPort());
        return environment;
    }
}
