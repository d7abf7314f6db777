package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Modifier;
import java.security.Principal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.identity.ContextFacts;
import org.gatehouse.identity.KerberosTicket;
import org.gatehouse.identity.NtlmLogon;
import org.gatehouse.identity.PasswordLogon;
import org.gatehouse.valve.SsoPrincipal.KerberosFacts;
import org.junit.jupiter.api.Test;

class SsoPrincipalTest {
    @Test
    void saysWhoTheUserIs() {
        assertThat(SsoPrincipals.ALICE.getName()).isEqualTo("alice@EXAMPLE.COM");
        assertThat(SsoPrincipals.ALICE.name()).isEqualTo("alice@EXAMPLE.COM");
        assertThat(SsoPrincipals.ALICE.realm()).isEqualTo("EXAMPLE.COM");
        assertThat(SsoPrincipals.ALICE.mechanism()).isEqualTo("Kerberos");
        assertThat(SsoPrincipals.ALICE.sids()).isEmpty();
        assertThat(SsoPrincipals.ALICE).hasToString("alice@EXAMPLE.COM");
    }

    @Test
    void saysWhatIsKnownOfTheTicket() {
        KerberosFacts facts = SsoPrincipals.ALICE.kerberos().orElseThrow();

        assertThat(facts.service()).isEqualTo("HTTP/portal.example.com@EXAMPLE.COM");
        assertThat(facts.encryptionType()).isEqualTo("aes256-sha1");
        assertThat(facts.mutualAuthentication()).isTrue();
        assertThat(facts.authenticationTime()).isEqualTo(Forge.NOW.minusSeconds(3600));
        assertThat(facts.endTime()).isEqualTo(Forge.NOW.plusSeconds(36_000));
    }

    @Test
    void saysWhoTheDomainSaysTheUserIs() {
        SsoPrincipal frank = SsoPrincipals.principal("frank", SsoPrincipals.FULL);

        assertThat(frank.getName()).isEqualTo("EXAMPLE\\frank");
        assertThat(frank.principalName()).isEqualTo("frank@EXAMPLE.COM");
        assertThat(frank.account().orElseThrow().sid()).isEqualTo("S-1-5-21-1-2-3-1201");
        assertThat(frank.account().orElseThrow().samAccountName()).isEqualTo("fr\u00e4nk");
        assertThat(frank.account().orElseThrow().passwordLastSet()).contains(Instant.EPOCH);
        assertThat(frank.sids()).containsExactly("S-1-5-21-1-2-3-1201", "S-1-5-21-1-2-3-513");
        assertThat(frank.groupSids()).containsExactly("S-1-5-21-1-2-3-513");
        assertThat(frank.circumstanceSids()).containsExactly("S-1-5-21-0-0-0-497", "S-1-18-1");
        assertThat(frank.filteredSids())
                .containsOnly(
                        Map.entry(
                                "S-1-5-21-7-7-7-1104",
                                "it belongs to a domain that the user's realm must not speak for"),
                        Map.entry("S-1-5-32-544", "it is local, built-in or well-known, and no ticket can give it"));
        assertThat(frank.claimTexts())
                .containsEntry("ad://ext/department", List.of("Research", "", "a = b"))
                .containsEntry("mask", List.of("18446744073709551615"))
                .hasSize(4);
        assertThat(SsoPrincipals.ALICE.account()).isEmpty();
        assertThat(SsoPrincipals.ALICE.claimTexts()).isEmpty();
    }

    @Test
    void isAMemberOfItsGroupsAndNothingElse() {
        SsoPrincipal frank = SsoPrincipals.principal("frank", SsoPrincipals.FULL);

        assertThat(frank.isMemberOf("S-1-5-21-1-2-3-513")).isTrue();
        assertThat(frank.isMemberOf("s-1-5-21-1-2-3-513")).isTrue();
        assertThat(frank.isMemberOf("S-1-5-21-1-2-3-1201")).isTrue();
        for (String other : List.of("S-1-5-32-544", "S-1-18-1", "S-1-5-21-7-7-7-1104", "staff", "", "*", "**")) {
            assertThat(frank.isMemberOf(other)).isFalse();
        }
        assertThat(SsoPrincipals.ALICE.isMemberOf("S-1-5-21-1-2-3-513")).isFalse();
    }

    @Test
    void hasTheTicketOfAPasswordAndNoneOfNtlm() {
        SsoPrincipal basic = SsoPrincipals.principal("alice", new PasswordLogon(SsoPrincipals.TICKET));
        SsoPrincipal ntlm = SsoPrincipals.principal("alice", new NtlmLogon("LEGACY", "WS7"));

        assertThat(basic.mechanism()).isEqualTo("Basic");
        assertThat(basic.kerberos()).isPresent();
        assertThat(ntlm.mechanism()).isEqualTo("NTLM");
        assertThat(ntlm.kerberos()).isEmpty();
    }

    @Test
    void isEqualToTheSameUserByTheSameMechanism() {
        SsoPrincipal again = SsoPrincipals.principal(
                "alice",
                new KerberosTicket(
                        "HTTP/other@EXAMPLE.COM",
                        EncryptionType.AES128_CTS_HMAC_SHA1_96,
                        8,
                        EncryptionType.AES128_CTS_HMAC_SHA1_96,
                        Forge.NOW,
                        Forge.NOW,
                        Forge.NOW,
                        new ContextFacts(0, false, false, false)));

        assertThat(again).isEqualTo(SsoPrincipals.ALICE).hasSameHashCodeAs(SsoPrincipals.ALICE);
    }

    @Test
    void isEqualToNobodyElse() {
        Principal sameName = () -> "alice@EXAMPLE.COM";

        assertThat(SsoPrincipals.ALICE)
                .isNotEqualTo(SsoPrincipals.principal("bob", SsoPrincipals.TICKET))
                .isNotEqualTo(SsoPrincipals.principal("Alice", SsoPrincipals.TICKET))
                .isNotEqualTo(SsoPrincipals.principal("alice", new NtlmLogon("LEGACY", "WS7")))
                .isNotEqualTo(sameName)
                .isNotEqualTo("alice@EXAMPLE.COM");
    }

    /** What applications are promised. */
    @Test
    void promisesThisAndNothingElse() {
        assertThat(publicMethods(SsoPrincipal.class))
                .containsExactlyInAnyOrder(
                        "static SsoPrincipal of(Identity)",
                        "String getName()",
                        "String name()",
                        "String principalName()",
                        "String realm()",
                        "String mechanism()",
                        "Optional account()",
                        "List sids()",
                        "List groupSids()",
                        "List denyOnlySids()",
                        "List circumstanceSids()",
                        "Map filteredSids()",
                        "ClaimSet claims()",
                        "ClaimSet deviceClaims()",
                        "Map claimTexts()",
                        "boolean isMemberOf(String)",
                        "Optional kerberos()",
                        "boolean equals(Object)",
                        "int hashCode()",
                        "String toString()");
        assertThat(publicMethods(KerberosFacts.class))
                .containsExactlyInAnyOrder(
                        "String service()",
                        "String encryptionType()",
                        "boolean mutualAuthentication()",
                        "Instant authenticationTime()",
                        "Instant startTime()",
                        "Instant endTime()");
        assertThat(publicMethods(SsoAccount.class))
                .containsExactlyInAnyOrder(
                        "String sid()",
                        "String samAccountName()",
                        "Optional userPrincipalName()",
                        "String netbiosDomain()",
                        "Optional dnsDomain()",
                        "String fullName()",
                        "String logonServer()",
                        "int logonCount()",
                        "Optional logonTime()",
                        "Optional passwordLastSet()",
                        "Optional passwordMustChange()");
        assertThat(SsoAccount.class.getConstructors()).isEmpty();
        assertThat(SsoPrincipal.class.getConstructors()).isEmpty();
        assertThat(KerberosFacts.class.getConstructors()).isEmpty();
        assertThat(SsoPrincipal.class.getFields()).isEmpty();
        assertThat(Modifier.isPublic(SerializedPrincipal.class.getModifiers())).isFalse();
    }

    private static List<String> publicMethods(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .map(method -> (Modifier.isStatic(method.getModifiers()) ? "static " : "")
                        + method.getReturnType().getSimpleName() + " " + method.getName() + "("
                        + String.join(
                                ", ",
                                Arrays.stream(method.getParameterTypes())
                                        .map(Class::getSimpleName)
                                        .toList())
                        + ")")
                .toList();
    }
}
