package org.gatehouse.lab.directory.file;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.directory.api.ldap.model.entry.Entry;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.gatehouse.lab.account.DomainSid;
import org.gatehouse.lab.directory.value.EntryValues;
import org.gatehouse.lab.directory.value.TrustAuthInfo;
import org.gatehouse.lab.directory.value.TrustDirection;

/**
 * Joins the two sides of every trust ([MS-ADTS] 6.1.6.7): each domain's file tells its own, and both have to agree. The
 * password of a direction is made here, the same for both, and nowhere else to be read.
 */
final class TrustPairing {
    private static final int FIRST_KEY_VERSION = 1;

    /** Both domains are Active Directory's, and users of the forests behind them pass too ([MS-ADTS] 6.1.6.7.9). */
    private static final int FOREST_TRANSITIVE = 8;

    private static final int UPLEVEL = 2;

    private final List<DomainSource> sources;
    private final List<Domain> domains;
    private final SecureRandom random;
    private final List<DomainFileProblems> problems = new ArrayList<>();

    private TrustPairing(List<DomainSource> sources, List<Domain> domains, SecureRandom random) {
        this.sources = sources;
        this.domains = domains;
        this.random = random;
        sources.forEach(
                source -> problems.add(new DomainFileProblems(source.file().name())));
    }

    /** Fills in the trusts' entries; the result is what is wrong with them. */
    static List<String> join(List<DomainSource> sources, List<Domain> domains, SecureRandom random) {
        try {
            TrustPairing trusts = new TrustPairing(sources, domains, random);
            for (int i = 0; i < domains.size(); i++) {
                for (DomainEntry trust : domains.get(i).trusts()) {
                    trusts.join(i, trust);
                }
            }
            return trusts.problems.stream()
                    .flatMap(found -> found.list().stream())
                    .toList();
        } catch (LdapException e) {
            throw new IllegalStateException(e); // everything that comes from the files was checked before
        }
    }

    private void join(int here, DomainEntry trust) throws LdapException {
        Optional<Domain> partner = partner(here, trust);
        if (partner.isEmpty()) {
            problems.get(here)
                    .add(
                            trust.line(),
                            trust.name(),
                            "no other domain " + partnerName(trust) + " is started: give its file too, or remove this"
                                    + " trust");
            return;
        }
        DomainEntry first = opposite(partner.get(), domains.get(here)).orElse(trust);
        if (first.line() != trust.line()) {
            problems.get(here)
                    .add(
                            trust.line(),
                            trust.name(),
                            "line " + first.line() + " has the trust with that domain already");
            return;
        }
        complete(trust.entry(), partner.get());
        checkSid(here, trust, partner.get());
        TrustDirection direction = direction(trust).orElse(null);
        if (direction == null) {
            problems.get(here)
                    .add(trust.line(), trust.name(), "trustDirection is 1 (inbound), 2 (outbound) or 3 (both)");
            return;
        }
        Optional<DomainEntry> opposite = opposite(domains.get(here), partner.get());
        if (opposite.flatMap(TrustPairing::direction)
                .filter(direction.opposite()::equals)
                .isEmpty()) {
            problems.get(here)
                    .add(
                            trust.line(),
                            trust.name(),
                            "the other side has to say the same: "
                                    + name(partner.get()) + " needs CN="
                                    + domains.get(here).dnsName() + ",CN=System with trustDirection "
                                    + direction.opposite().number());
        } else if (here < domains.indexOf(partner.get())) { // once for both
            givePasswords(
                    trust.entry(),
                    opposite.get().entry(),
                    direction,
                    sources.get(here).clock().instant());
        }
    }

    private void givePasswords(Entry one, Entry other, TrustDirection direction, Instant now) throws LdapException {
        if (direction.inbound()) {
            givePassword(one, "trustAuthIncoming", other, "trustAuthOutgoing", now);
        }
        if (direction.outbound()) {
            givePassword(one, "trustAuthOutgoing", other, "trustAuthIncoming", now);
        }
    }

    private void givePassword(Entry one, String attribute, Entry other, String otherAttribute, Instant now)
            throws LdapException {
        byte[] info = TrustAuthInfo.of(AccountDefaults.randomPassword(random), FIRST_KEY_VERSION, now)
                .encode();
        one.put(attribute, info);
        other.put(otherAttribute, info);
    }

    private void complete(Entry trust, Domain partner) throws LdapException {
        put(trust, "trustPartner", partner.dnsName());
        put(trust, "flatName", partner.netBiosName());
        put(trust, "trustDirection", Integer.toString(TrustDirection.BOTH.number()));
        put(trust, "trustType", Integer.toString(UPLEVEL));
        put(trust, "trustAttributes", Integer.toString(FOREST_TRANSITIVE));
        if (!trust.containsAttribute("securityIdentifier")) {
            trust.add("securityIdentifier", partner.sid().toBytes());
        }
    }

    private void checkSid(int here, DomainEntry trust, Domain partner) {
        DomainSid given =
                DomainSid.ofBytes(trust.entry().get("securityIdentifier").get().getBytes());
        if (!given.equals(partner.sid())) {
            problems.get(here)
                    .add(
                            trust.line(),
                            trust.name(),
                            "securityIdentifier is not the objectSid of " + partner.dnsName() + ": leave it out");
        }
    }

    private Optional<Domain> partner(int here, DomainEntry trust) {
        String name = partnerName(trust);
        return domains.stream()
                .filter(domain -> domain.dnsName().equalsIgnoreCase(name)
                        && !domain.suffix().equals(domains.get(here).suffix()))
                .findFirst();
    }

    /** The first trust that the partner has with a domain. */
    private static Optional<DomainEntry> opposite(Domain here, Domain partner) {
        return partner.trusts().stream()
                .filter(trust -> partnerName(trust).equalsIgnoreCase(here.dnsName()))
                .findFirst();
    }

    private static String partnerName(DomainEntry trust) {
        return EntryValues.text(trust.entry(), "trustPartner")
                .or(() -> EntryValues.text(trust.entry(), "cn"))
                .orElse("");
    }

    /** What the other side says before its own turn has come is completed the same way. */
    private static Optional<TrustDirection> direction(DomainEntry trust) {
        return trust.entry().containsAttribute("trustDirection")
                ? TrustDirection.of(EntryValues.number(trust.entry(), "trustDirection"))
                : Optional.of(TrustDirection.BOTH);
    }

    private String name(Domain domain) {
        return sources.get(domains.indexOf(domain)).file().name();
    }

    private static void put(Entry entry, String attribute, String value) throws LdapException {
        if (!entry.containsAttribute(attribute)) {
            entry.add(attribute, value);
        }
    }
}
