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
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.catalina.realm.GenericPrincipal;
import org.gatehouse.identity.NtlmLogon;
import org.gatehouse.identity.PasswordLogon;
import org.gatehouse.policy.Authorizations;
import org.gatehouse.policy.RoleMap;
import org.gatehouse.valve.SsoPrincipal.KerberosFacts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a session manager keeps over a restart or sends to other nodes. */
class WrittenPrincipalTest {
    static Stream<SsoPrincipal> principals() {
        return Stream.of(
                SsoPrincipals.ALICE,
                SsoPrincipals.principal("bob", new PasswordLogon(SsoPrincipals.TICKET)),
                SsoPrincipals.principal("carol", new NtlmLogon("LEGACY", "WS7")),
                SsoPrincipals.principal("d\u00e4ve \ud83d\udd11 \\@ =;\n", SsoPrincipals.TICKET),
                SsoPrincipals.principal(
                        "erin",
                        Authorizations.of(
                                "S-1-5-21-1-2-3-1200",
                                List.of("S-1-5-21-1-2-3-513", "S-1-5-21-1-2-3-1104", "S-1-5-9", "S-1-5-21-9-9-9-1000"),
                                List.of("S-1-5-21-1-2-3-4294967295"))),
                SsoPrincipals.principal("frank", SsoPrincipals.FULL));
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
        assertThat(read.kerberos().map(WrittenPrincipalTest::facts))
                .isEqualTo(principal.kerberos().map(WrittenPrincipalTest::facts));
    }

    /** Tomcat's wrapper, which sessions hold: what every session manager writes and every cluster sends. */
    @Test
    void isReadFromInsideTomcatsPrincipal() throws Exception {
        GenericPrincipal generic =
                new GenericPrincipal(SsoPrincipals.ALICE.name(), List.of("staff"), SsoPrincipals.ALICE);

        GenericPrincipal read = (GenericPrincipal) read(written(generic));

        assertThat(read.getUserPrincipal()).isEqualTo(SsoPrincipals.ALICE).isInstanceOf(SsoPrincipal.class);
        assertThat(read.getRoles()).containsExactly("staff");
        assertThat(((SsoPrincipal) read.getUserPrincipal()).kerberos()).isPresent();
    }

    @Test
    void namesNoClassOfOursButTheOneThatIsWritten() throws Exception {
        String text = new String(written(SsoPrincipals.ALICE), StandardCharsets.ISO_8859_1);

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
        Map<String, String> facts = factsOf(SsoPrincipals.ALICE);

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
        Map<String, String> facts = factsOf(SsoPrincipals.ALICE);
        facts.put("kerberos.claims", "ad://ext/department");
        facts.put("delegation", "yes");

        assertThat(readFacts(facts)).isEqualTo(SsoPrincipals.ALICE);
    }

    @Test
    void aThousandGroupsTakeAFewKilobytes() throws Exception {
        List<String> groups = IntStream.range(0, 1000)
                .mapToObj(i -> "S-1-5-21-1004336348-1177238915-682003330-" + (1104 + i))
                .toList();
        SsoPrincipal principal =
                SsoPrincipals.principal("alice", Authorizations.of("S-1-5-21-1-2-3-500", groups, List.of()));

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
        Map<String, String> facts = factsOf(SsoPrincipals.principal("frank", SsoPrincipals.FULL));
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
        Map<String, String> facts = factsOf(SsoPrincipals.principal("frank", SsoPrincipals.FULL));
        facts.remove(name);

        assertThatThrownBy(() -> readFacts(facts))
                .isInstanceOf(InvalidObjectException.class)
                .hasMessageEndingWith(" " + name);
    }

    @Test
    void isRefusedWithNumbersAndSidsOfTheAccountThatAreNone() throws Exception {
        for (String name : List.of("account.logonCount", "account.sid", "account.logonTime")) {
            Map<String, String> facts = factsOf(SsoPrincipals.principal("frank", SsoPrincipals.FULL));
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
        Map<String, String> facts = factsOf(SsoPrincipals.ALICE);
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
            Map<String, String> facts = factsOf(SsoPrincipals.ALICE);
            facts.put(name, time);

            assertThatThrownBy(() -> readFacts(facts)).isInstanceOf(InvalidObjectException.class);
        }
    }

    @Test
    void isRefusedWithoutFacts() throws Exception {
        assertThatThrownBy(() -> readFacts(Map.of())).isInstanceOf(InvalidObjectException.class);
    }

    /** A stream can put anything where a map of texts should be. */
    @Test
    void isRefusedWithFactsThatAreNoTexts() throws Exception {
        List<Consumer<Map<Object, Object>>> changes = List.of(
                facts -> facts.put("name", null),
                facts -> facts.put("name", 7),
                facts -> facts.put("account.fullName", List.of("frank")),
                facts -> facts.put("later", 7),
                facts -> {
                    facts.clear();
                    facts.put(7, "seven");
                });
        for (Consumer<Map<Object, Object>> change : changes) {
            SerializedPrincipal written = SerializedPrincipal.of(SsoPrincipals.principal("frank", SsoPrincipals.FULL));
            @SuppressWarnings({"unchecked", "rawtypes"}) // what a stream can do
            Map<Object, Object> facts = (Map) factsField().get(written);
            change.accept(facts);

            assertThatThrownBy(() -> read(written(written))).isInstanceOf(InvalidObjectException.class);
        }
        SerializedPrincipal without = SerializedPrincipal.of(SsoPrincipals.ALICE);
        factsField().set(without, null);

        assertThatThrownBy(() -> read(written(without))).isInstanceOf(InvalidObjectException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "int64, x",
        "int64, 9223372036854775808",
        "uint64, -1",
        "uint64, 18446744073709551616",
        "boolean, yes",
        "number, 1"
    })
    void isRefusedWithClaimsThatAreNone(String type, String value) throws Exception {
        Map<String, String> facts = factsOf(SsoPrincipals.principal("frank", SsoPrincipals.FULL));
        facts.keySet().removeIf(name -> name.startsWith("claim."));
        facts.put("claim.0.id", "ad://ext/level");
        facts.put("claim.0.source", "AD");
        facts.put("claim.0.type", type);
        facts.put("claim.0.value.0", value);

        assertThatThrownBy(() -> readFacts(facts)).isInstanceOf(InvalidObjectException.class);
        facts.remove("claim.0.value.0");
        assertThatThrownBy(() -> readFacts(facts)).as("without values").isInstanceOf(InvalidObjectException.class);
    }

    @Test
    void isRefusedWithRolesThatAreNone() throws Exception {
        String[] missing = {"staff", null};
        RolesPrincipal principal =
                RolesPrincipal.of(SsoPrincipals.ALICE, RoleMap.EMPTY, Optional.of(List.of("staff", "admin")));
        byte[] bytes = written(principal);
        assertThat(((RolesPrincipal) read(bytes)).getRoles()).containsExactlyInAnyOrder("staff", "admin");

        Object form = writeReplace(principal);
        Field roles = form.getClass().getDeclaredField("ofRealm");
        roles.setAccessible(true);
        for (String[] forged : new String[][] {missing, null}) {
            roles.set(form, forged);
            assertThatThrownBy(() -> read(written(form))).isInstanceOf(InvalidObjectException.class);
        }
    }

    private static Object writeReplace(RolesPrincipal principal) throws ReflectiveOperationException {
        var method = RolesPrincipal.class.getDeclaredMethod("writeReplace");
        method.setAccessible(true);
        return method.invoke(principal);
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
        byte[] whole = written(SsoPrincipals.ALICE);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);

            assertThatThrownBy(() -> read(cut)).isInstanceOf(IOException.class);
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

    private static List<Object> facts(KerberosFacts facts) {
        return List.of(
                facts.service(),
                facts.encryptionType(),
                facts.mutualAuthentication(),
                facts.authenticationTime(),
                facts.endTime());
    }

    /** What a principal is written as, by name. */
    private static Map<String, String> factsOf(SsoPrincipal principal) throws ReflectiveOperationException {
        @SuppressWarnings("unchecked") // the field's type
        Map<String, String> facts = (Map<String, String>) factsField().get(SerializedPrincipal.of(principal));
        return new TreeMap<>(facts);
    }

    private static Field factsField() throws NoSuchFieldException {
        Field field = SerializedPrincipal.class.getDeclaredField("facts");
        field.setAccessible(true);
        return field;
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
