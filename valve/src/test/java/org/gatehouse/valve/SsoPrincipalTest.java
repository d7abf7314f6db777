package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.ObjectStreamConstants;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.catalina.realm.GenericPrincipal;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.dtyp.Sid;
import org.gatehouse.dtyp.SidSet;
import org.gatehouse.identity.Authorization;
import org.gatehouse.identity.Claim;
import org.gatehouse.identity.ClaimSet;
import org.gatehouse.identity.ClaimSource;
import org.gatehouse.identity.ClaimValues;
import org.gatehouse.identity.ContextFacts;
import org.gatehouse.identity.Evidence;
import org.gatehouse.identity.Identity;
import org.gatehouse.identity.KerberosTicket;
import org.gatehouse.identity.LogonTimes;
import org.gatehouse.identity.NtlmLogon;
import org.gatehouse.identity.PasswordLogon;
import org.gatehouse.identity.SidDropReason;
import org.gatehouse.identity.UnreadableClaims;
import org.gatehouse.identity.WindowsAccount;
import org.gatehouse.policy.Authorizations;
import org.gatehouse.valve.SsoPrincipal.KerberosFacts;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SsoPrincipalTest {
    private static final KerberosTicket TICKET = new KerberosTicket(
            "HTTP/portal.example.com@EXAMPLE.COM",
            EncryptionType.AES256_CTS_HMAC_SHA1_96,
            7,
            EncryptionType.AES128_CTS_HMAC_SHA1_96,
            Forge.NOW.minusSeconds(3600),
            Forge.NOW.minusSeconds(3500),
            Forge.NOW.plusSeconds(36_000),
            new ContextFacts(0x2e, true, false, false));

    private static final SsoPrincipal ALICE = principal("alice", TICKET);

    private static final Authorization FULL = new Authorization(
            new WindowsAccount(
                    sid("S-1-5-21-1-2-3-1201"),
                    "fr\u00e4nk",
                    Optional.of("frank@example.com"),
                    "EXAMPLE",
                    Optional.of("EXAMPLE.COM"),
                    "Frank N. Furter, = \\ ;",
                    "DC1",
                    65_535,
                    new LogonTimes(
                            Optional.of(Forge.NOW), Optional.of(Instant.EPOCH), Optional.of(Forge.NOW.plusNanos(100)))),
            SidSet.of(List.of(sid("S-1-5-21-1-2-3-513"))),
            SidSet.EMPTY,
            SidSet.of(List.of(sid("S-1-18-1"), sid("S-1-5-21-0-0-0-497"))),
            Map.of(
                    SidDropReason.FOREIGN_DOMAIN,
                    SidSet.of(List.of(sid("S-1-5-21-7-7-7-1104"))),
                    SidDropReason.NOT_OF_A_DOMAIN,
                    SidSet.of(List.of(sid("S-1-5-32-544")))),
            new ClaimSet(
                    List.of(
                            new Claim(
                                    "ad://ext/department",
                                    ClaimSource.AD,
                                    new ClaimValues.StringValues(List.of("Research", "", "a = b"))),
                            new Claim("level", ClaimSource.AD, new ClaimValues.Int64Values(List.of(-1L, 7L))),
                            new Claim(
                                    "mask",
                                    ClaimSource.CERTIFICATE,
                                    new ClaimValues.Uint64Values(List.of(new BigInteger("18446744073709551615")))),
                            new Claim("staff", ClaimSource.AD, new ClaimValues.BooleanValues(List.of(true, false)))),
                    Set.of()),
            new ClaimSet(List.of(), Set.of(UnreadableClaims.COMPRESSED_LZNT1)));

    @Test
    void saysWhoTheUserIs() {
        assertThat(ALICE.getName()).isEqualTo("alice@EXAMPLE.COM");
        assertThat(ALICE.name()).isEqualTo("alice@EXAMPLE.COM");
        assertThat(ALICE.realm()).isEqualTo("EXAMPLE.COM");
        assertThat(ALICE.mechanism()).isEqualTo("Kerberos");
        assertThat(ALICE.sids()).isEmpty();
        assertThat(ALICE).hasToString("alice@EXAMPLE.COM");
    }

    @Test
    void saysWhatIsKnownOfTheTicket() {
        KerberosFacts facts = ALICE.kerberos().orElseThrow();

        assertThat(facts.service()).isEqualTo("HTTP/portal.example.com@EXAMPLE.COM");
        assertThat(facts.encryptionType()).isEqualTo("aes256-sha1");
        assertThat(facts.mutualAuthentication()).isTrue();
        assertThat(facts.authenticationTime()).isEqualTo(Forge.NOW.minusSeconds(3600));
        assertThat(facts.endTime()).isEqualTo(Forge.NOW.plusSeconds(36_000));
    }

    @Test
    void saysWhoTheDomainSaysTheUserIs() {
        SsoPrincipal frank = principal("frank", FULL);

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
                        Map.entry(
                                "S-1-5-32-544",
                                "it is local, built-in or well-known, and such a SID never comes with a ticket"));
        assertThat(frank.claimTexts())
                .containsEntry("ad://ext/department", List.of("Research", "", "a = b"))
                .containsEntry("mask", List.of("18446744073709551615"))
                .hasSize(4);
        assertThat(ALICE.account()).isEmpty();
        assertThat(ALICE.claimTexts()).isEmpty();
    }

    @Test
    void isAMemberOfItsGroupsAndNothingElse() {
        SsoPrincipal frank = principal("frank", FULL);

        assertThat(frank.isMemberOf("S-1-5-21-1-2-3-513")).isTrue();
        assertThat(frank.isMemberOf("s-1-5-21-1-2-3-513")).isTrue();
        assertThat(frank.isMemberOf("S-1-5-21-1-2-3-1201")).isTrue();
        for (String other : List.of("S-1-5-32-544", "S-1-18-1", "S-1-5-21-7-7-7-1104", "staff", "", "*", "**")) {
            assertThat(frank.isMemberOf(other)).isFalse();
        }
        assertThat(ALICE.isMemberOf("S-1-5-21-1-2-3-513")).isFalse();
    }

    @Test
    void hasTheTicketOfAPasswordAndNoneOfNtlm() {
        SsoPrincipal basic = principal("alice", new PasswordLogon(TICKET));
        SsoPrincipal ntlm = principal("alice", new NtlmLogon("LEGACY", "WS7"));

        assertThat(basic.mechanism()).isEqualTo("Basic");
        assertThat(basic.kerberos()).isPresent();
        assertThat(ntlm.mechanism()).isEqualTo("NTLM");
        assertThat(ntlm.kerberos()).isEmpty();
    }

    @Test
    void isEqualToTheSameUserByTheSameMechanism() {
        SsoPrincipal again = principal(
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

        assertThat(again).isEqualTo(ALICE).hasSameHashCodeAs(ALICE);
    }

    @Test
    void isEqualToNobodyElse() {
        Principal sameName = () -> "alice@EXAMPLE.COM";

        assertThat(ALICE)
                .isNotEqualTo(principal("bob", TICKET))
                .isNotEqualTo(principal("Alice", TICKET))
                .isNotEqualTo(principal("alice", new NtlmLogon("LEGACY", "WS7")))
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

    @Nested
    class Written {
        static Stream<SsoPrincipal> principals() {
            return Stream.of(
                    ALICE,
                    principal("bob", new PasswordLogon(TICKET)),
                    principal("carol", new NtlmLogon("LEGACY", "WS7")),
                    principal("d\u00e4ve \ud83d\udd11 \\@ =;\n", TICKET),
                    principal(
                            "erin",
                            Authorizations.of(
                                    "S-1-5-21-1-2-3-1200",
                                    List.of(
                                            "S-1-5-21-1-2-3-513",
                                            "S-1-5-21-1-2-3-1104",
                                            "S-1-5-9",
                                            "S-1-5-21-9-9-9-1000"),
                                    List.of("S-1-5-21-1-2-3-4294967295"))),
                    principal("frank", FULL));
        }

        @ParameterizedTest
        @MethodSource("principals")
        void isReadAsTheSame(SsoPrincipal principal) throws Exception {
            SsoPrincipal read = (SsoPrincipal) read(written(principal));

            assertThat(read).isEqualTo(principal);
            assertThat(read.name()).isEqualTo(principal.name());
            assertThat(read.realm()).isEqualTo(principal.realm());
            assertThat(read.mechanism()).isEqualTo(principal.mechanism());
            assertThat(read.principalName()).isEqualTo(principal.principalName());
            assertThat(read.authorization()).isEqualTo(principal.authorization());
            assertThat(read.sids()).isEqualTo(principal.sids());
            assertThat(read.filteredSids()).isEqualTo(principal.filteredSids());
            assertThat(read.kerberos().map(SsoPrincipalTest::facts))
                    .isEqualTo(principal.kerberos().map(SsoPrincipalTest::facts));
        }

        /** Tomcat's wrapper, which sessions hold: what every session manager writes and every cluster sends. */
        @Test
        void isReadFromInsideTomcatsPrincipal() throws Exception {
            GenericPrincipal generic = new GenericPrincipal(ALICE.name(), List.of("staff"), ALICE);

            GenericPrincipal read = (GenericPrincipal) read(written(generic));

            assertThat(read.getUserPrincipal()).isEqualTo(ALICE).isInstanceOf(SsoPrincipal.class);
            assertThat(read.getRoles()).containsExactly("staff");
            assertThat(((SsoPrincipal) read.getUserPrincipal()).kerberos()).isPresent();
        }

        @Test
        void namesNoClassOfOursButTheOneThatIsWritten() throws Exception {
            String text = new String(written(ALICE), StandardCharsets.ISO_8859_1);

            assertThat(text).contains("org.gatehouse.valve.SerializedPrincipal", "kerberos.service");
            assertThat(text.replace("SerializedPrincipal", ""))
                    .doesNotContain("SsoPrincipal")
                    .doesNotContain("KerberosFacts")
                    .doesNotContain("java.util.Optional")
                    .doesNotContain("java.time");
        }

        /** Of the ticket there is only what {@link KerberosFacts} shows: neither ticket nor key nor PAC. */
        @Test
        void holdsTheFactsAndNothingElse() throws Exception {
            Map<String, String> facts = factsOf(ALICE);

            assertThat(facts)
                    .containsOnly(
                            Map.entry("name", "alice@EXAMPLE.COM"),
                            Map.entry("realm", "EXAMPLE.COM"),
                            Map.entry("mechanism", "Kerberos"),
                            Map.entry("principalName", "alice@EXAMPLE.COM"),
                            Map.entry("kerberos.startTime", "2026-11-22T09:16:40Z"),
                            Map.entry("kerberos.service", "HTTP/portal.example.com@EXAMPLE.COM"),
                            Map.entry("kerberos.encryptionType", "aes256-sha1"),
                            Map.entry("kerberos.mutualAuthentication", "true"),
                            Map.entry("kerberos.authenticationTime", "2026-11-22T09:15:00Z"),
                            Map.entry("kerberos.endTime", "2026-11-22T20:15:00Z"));
        }

        @Test
        void mayHaveFactsOfALaterVersion() throws Exception {
            Map<String, String> facts = factsOf(ALICE);
            facts.put("kerberos.claims", "ad://ext/department");
            facts.put("delegation", "yes");

            assertThat(readFacts(facts)).isEqualTo(ALICE);
        }

        @Test
        void aThousandGroupsTakeAFewKilobytes() throws Exception {
            List<String> groups = IntStream.range(0, 1000)
                    .mapToObj(i -> "S-1-5-21-1004336348-1177238915-682003330-" + (1104 + i))
                    .toList();
            SsoPrincipal principal = principal("alice", Authorizations.of("S-1-5-21-1-2-3-500", groups, List.of()));

            assertThat(written(principal)).hasSizeLessThan(8000);
            assertThat(((SsoPrincipal) read(written(principal))).groupSids()).isEqualTo(groups);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "S-1-5",
                    "S-1-5-21-1-2-3-513,",
                    "S-1-5-21-1-2-3-513,-1",
                    "S-1-5-21-1-2-3-513,4294967296",
                    "S-1-5-21-1-2-3-513,x",
                    "513"
                })
        void isRefusedWithGroupsThatAreNone(String groups) throws Exception {
            Map<String, String> facts = factsOf(principal("frank", FULL));
            facts.put("groups", groups);

            assertThatThrownBy(() -> readFacts(facts))
                    .isInstanceOf(InvalidObjectException.class)
                    .hasMessageEndingWith(" in groups");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "account.sid",
                    "account.samAccountName",
                    "account.netbiosDomain",
                    "account.fullName",
                    "account.logonServer",
                    "account.logonCount"
                })
        void isRefusedWithoutOneOfTheFactsOfItsAccount(String name) throws Exception {
            Map<String, String> facts = factsOf(principal("frank", FULL));
            facts.remove(name);

            assertThatThrownBy(() -> readFacts(facts))
                    .isInstanceOf(InvalidObjectException.class)
                    .hasMessageEndingWith(" " + name);
        }

        @Test
        void isRefusedWithNumbersAndSidsOfTheAccountThatAreNone() throws Exception {
            for (String name : List.of("account.logonCount", "account.sid", "account.logonTime")) {
                Map<String, String> facts = factsOf(principal("frank", FULL));
                facts.put(name, "x");

                assertThatThrownBy(() -> readFacts(facts)).isInstanceOf(InvalidObjectException.class);
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "name",
                    "principalName",
                    "realm",
                    "mechanism",
                    "kerberos.service",
                    "kerberos.encryptionType",
                    "kerberos.mutualAuthentication",
                    "kerberos.authenticationTime",
                    "kerberos.startTime",
                    "kerberos.endTime"
                })
        void isRefusedWithoutOneOfItsFacts(String name) throws Exception {
            Map<String, String> facts = factsOf(ALICE);
            facts.remove(name);

            assertThatThrownBy(() -> readFacts(facts))
                    .isInstanceOf(InvalidObjectException.class)
                    .hasMessageEndingWith(" " + name);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"", "yesterday", "2026-11-22", "2026-13-22T09:15:00Z", "1", "9999999999999-01-01T00:00:00Z"})
        void isRefusedWithATimeThatIsNone(String time) throws Exception {
            for (String name : List.of("kerberos.authenticationTime", "kerberos.endTime")) {
                Map<String, String> facts = factsOf(ALICE);
                facts.put(name, time);

                assertThatThrownBy(() -> readFacts(facts)).isInstanceOf(InvalidObjectException.class);
            }
        }

        @Test
        void isRefusedWithoutFacts() throws Exception {
            assertThatThrownBy(() -> readFacts(Map.of())).isInstanceOf(InvalidObjectException.class);
        }

        /** A stream that names the class itself would make a principal without any checks, and without a name. */
        @Test
        void isRefusedAsThePrincipalItself() throws Exception {
            byte[] direct = direct();

            assertThat(catchThrowableOfType(InvalidObjectException.class, () -> read(direct)))
                    .hasMessageContaining("written as another object");
        }

        @Test
        void isRefusedOrReadWhereverItIsCut() throws Exception {
            byte[] whole = written(ALICE);
            for (int length = 0; length < whole.length; length++) {
                byte[] cut = Arrays.copyOf(whole, length);

                assertThatThrownBy(() -> read(cut)).isInstanceOf(IOException.class);
            }
        }
    }

    private static byte[] direct() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeShort(ObjectStreamConstants.STREAM_MAGIC);
            out.writeShort(ObjectStreamConstants.STREAM_VERSION);
            out.writeByte(ObjectStreamConstants.TC_OBJECT);
            out.writeByte(ObjectStreamConstants.TC_CLASSDESC);
            out.writeUTF(SsoPrincipal.class.getName());
            out.writeLong(ObjectStreamClass.lookup(SsoPrincipal.class).getSerialVersionUID());
            out.writeByte(ObjectStreamConstants.SC_SERIALIZABLE);
            out.writeShort(0); // fields
            out.writeByte(ObjectStreamConstants.TC_ENDBLOCKDATA);
            out.writeByte(ObjectStreamConstants.TC_NULL); // no superclass
        }
        return bytes.toByteArray();
    }

    private static SsoPrincipal principal(String name, Evidence evidence) {
        return SsoPrincipal.of(Identity.of(name, "EXAMPLE.COM", evidence));
    }

    private static SsoPrincipal principal(String name, Authorization authorization) {
        return SsoPrincipal.of(
                Identity.of(name, "EXAMPLE.COM", TICKET).with(authorization).called("EXAMPLE\\" + name));
    }

    private static Sid sid(String text) {
        return Sid.parse(text).orElseThrow();
    }

    private static List<Object> facts(KerberosFacts facts) {
        return List.of(
                facts.service(),
                facts.encryptionType(),
                facts.mutualAuthentication(),
                facts.authenticationTime(),
                facts.endTime());
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

    /** What a principal is written as, by name. */
    private static Map<String, String> factsOf(SsoPrincipal principal) throws ReflectiveOperationException {
        var field = SerializedPrincipal.class.getDeclaredField("facts");
        field.setAccessible(true);
        @SuppressWarnings("unchecked") // the field's type
        Map<String, String> facts = (Map<String, String>) field.get(SerializedPrincipal.of(principal));
        return new TreeMap<>(facts);
    }

    /** What is read where these facts were written. */
    private static Object readFacts(Map<String, String> facts) throws Exception {
        Constructor<SerializedPrincipal> constructor = SerializedPrincipal.class.getDeclaredConstructor(Map.class);
        constructor.setAccessible(true);
        return read(written(constructor.newInstance(facts)));
    }

    private static byte[] written(Object object) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        return bytes.toByteArray();
    }

    private static Object read(byte[] bytes) throws Exception {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            return in.readObject();
        }
    }
}
