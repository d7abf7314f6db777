package org.gatehouse.lab.directory.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.directory.api.ldap.model.entry.Entry;
import org.apache.directory.api.ldap.model.schema.SchemaManager;
import org.gatehouse.lab.account.DomainSid;
import org.gatehouse.lab.account.Password;
import org.gatehouse.lab.directory.DirectoryBoot;
import org.gatehouse.lab.directory.value.EntryValues;
import org.gatehouse.lab.directory.value.TrustAuthInfo;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TrustPairingTest {
    private static final Instant NOW = Instant.parse("2026-03-01T08:00:00.1234567Z");

    private static SchemaManager schema;

    @BeforeAll
    static void loadSchema() throws Exception {
        schema = DirectoryBoot.withSchema().schema();
    }

    @Test
    void haveOnePasswordForEachDirection() throws Exception {
        List<Domain> domains = read(domain("lab", trust("partner", "3")), domain("partner", trust("lab", "3")));

        Entry here = domains.get(0).trusts().get(0).entry();
        Entry there = domains.get(1).trusts().get(0).entry();
        assertThat(password(here, "trustAuthIncoming"))
                .isPresent()
                .isEqualTo(password(there, "trustAuthOutgoing"))
                .isNotEqualTo(password(here, "trustAuthOutgoing"));
        assertThat(password(here, "trustAuthOutgoing")).isPresent().isEqualTo(password(there, "trustAuthIncoming"));
        assertThat(password(here, "trustAuthIncoming").orElseThrow().lastSet()).contains(NOW);
    }

    @Test
    void ofOneDirectionHaveOnePassword() throws Exception {
        List<Domain> domains = read(domain("lab", trust("partner", "1")), domain("partner", trust("lab", "2")));

        Entry here = domains.get(0).trusts().get(0).entry();
        Entry there = domains.get(1).trusts().get(0).entry();
        assertThat(password(here, "trustAuthIncoming")).isPresent().isEqualTo(password(there, "trustAuthOutgoing"));
        assertThat(password(here, "trustAuthOutgoing")).isEmpty();
        assertThat(password(there, "trustAuthIncoming")).isEmpty();
    }

    @Test
    void areCompletedFromThePartner() throws Exception {
        Entry trust = read(domain("lab", trust("partner", "")), domain("partner", trust("lab", "")))
                .get(0)
                .trusts()
                .get(0)
                .entry();

        assertThat(EntryValues.text(trust, "trustPartner")).contains("partner.localhost");
        assertThat(EntryValues.text(trust, "flatName")).contains("PARTNER");
        assertThat(EntryValues.text(trust, "trustDirection")).contains("3");
        assertThat(EntryValues.text(trust, "trustType")).contains("2");
        assertThat(DomainSid.ofBytes(trust.get("securityIdentifier").getBytes()))
                .hasToString("S-1-5-21-1-2-" + sidNumber("partner"));
    }

    @Test
    void withDomainThatIsNotStartedAreRefused() {
        assertThat(problems(domain("lab", trust("nowhere", "3")), domain("partner", "")))
                .containsExactly("a.ldif:11: CN=nowhere.localhost,CN=System: no other domain nowhere.localhost is"
                        + " started: give its file too, or remove this trust");
    }

    @Test
    void withOneselfAreRefused() {
        assertThat(problems(domain("lab", trust("lab", "3")), domain("partner", "")))
                .singleElement()
                .asString()
                .contains("no other domain lab.localhost");
    }

    @Test
    void ofWhichThePartnerDoesNotKnowAreRefused() {
        assertThat(problems(domain("lab", trust("partner", "1")), domain("partner", "")))
                .containsExactly("a.ldif:11: CN=partner.localhost,CN=System: the other side has to say the same:"
                        + " b.ldif needs CN=lab.localhost,CN=System with trustDirection 2");
    }

    @Test
    void thatThePartnerSeesOtherwiseAreRefusedOnBothSides() {
        assertThat(problems(domain("lab", trust("partner", "1")), domain("partner", trust("lab", "3"))))
                .satisfiesExactly(
                        one -> assertThat(one).startsWith("a.ldif:11: ").endsWith("with trustDirection 2"),
                        other -> assertThat(other).startsWith("b.ldif:11: ").endsWith("with trustDirection 3"));
    }

    @Test
    void ofNoDirectionAreRefused() {
        assertThat(problems(domain("lab", trust("partner", "0")), domain("partner", trust("lab", "3"))))
                .contains("a.ldif:11: CN=partner.localhost,CN=System: trustDirection is 1 (inbound), 2 (outbound)"
                        + " or 3 (both)");
    }

    @Test
    void thatStandTwiceAreRefused() {
        String again = "\ndn: CN=again,CN=System\nobjectClass: trustedDomain\ntrustPartner: Partner.localhost\n";

        assertThat(problems(domain("lab", trust("partner", "3") + again), domain("partner", trust("lab", "3"))))
                .containsExactly("a.ldif:15: CN=again,CN=System: line 11 has the trust with that domain already");
    }

    @Test
    void withTheSidOfSomebodyElseAreRefused() {
        assertThat(problems(
                        domain("lab", trust("partner", "3") + "securityIdentifier: S-1-5-21-9-9-9\n"),
                        domain("partner", trust("lab", "3"))))
                .containsExactly("a.ldif:11: CN=partner.localhost,CN=System: securityIdentifier is not the objectSid"
                        + " of partner.localhost: leave it out");
    }

    @Test
    void elsewhereThanBelowSystemAreRefused() {
        assertThat(problems(
                        domain("lab", "dn: CN=partner.localhost\nobjectClass: trustedDomain\n"),
                        domain("partner", trust("lab", "3"))))
                .containsExactly("a.ldif:11: CN=partner.localhost: a trust stands directly below CN=System");
    }

    @Test
    void keepTheirPasswordsAsWindowsDoes() {
        TrustAuthInfo info = TrustAuthInfo.of("abc", 7, NOW);

        byte[] bytes = info.encode();

        assertThat(bytes).hasSize(12 + 16 + 8 + 16 + 4); // "abc" is 6 bytes long and padded to 8
        assertThat(bytes).startsWith(2, 0, 0, 0, 12, 0, 0, 0, 56, 0, 0, 0);
        assertThat(TrustAuthInfo.decode(bytes)).isEqualTo(info);
    }

    private static Optional<Password> password(Entry entry, String attribute) {
        return Optional.ofNullable(entry.get(attribute))
                .map(value -> TrustAuthInfo.decode(value.get().getBytes()).password());
    }

    private static String trust(String partner, String direction) {
        String text = "dn: CN=" + partner + ".localhost,CN=System\nobjectClass: trustedDomain\n";
        return direction.isEmpty() ? text : text + "trustDirection: " + direction + "\n";
    }

    private static int sidNumber(String name) {
        return name.length();
    }

    private static String domain(String name, String trust) {
        return """
                dn: DC=%s,DC=localhost
                objectSid: S-1-5-21-1-2-%d

                dn: CN=krbtgt
                objectClass: user
                objectSid: 502

                dn: CN=System
                objectClass: container

                %s""".formatted(name, sidNumber(name), trust);
    }

    private static List<Domain> read(String one, String other) throws DomainFileException {
        List<DomainSource> sources = new ArrayList<>();
        sources.add(new DomainSource(new DomainFile("a.ldif", one), InstantSource.fixed(NOW)));
        sources.add(new DomainSource(new DomainFile("b.ldif", other), InstantSource.fixed(NOW)));
        return DomainsReading.read(sources, schema, new SecureRandom());
    }

    private static List<String> problems(String one, String other) {
        return catchThrowableOfType(DomainFileException.class, () -> read(one, other))
                .problems();
    }
}
