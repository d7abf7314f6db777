package org.gatehouse.acceptor;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.gatehouse.acceptor.KeySearch.Opened;
import org.gatehouse.failure.RefusedException;
import org.gatehouse.kerberos.Authenticator;
import org.gatehouse.kerberos.AuthorizationData;
import org.gatehouse.kerberos.EncTicketPart;
import org.gatehouse.kerberos.GssChecksum;
import org.gatehouse.kerberos.Ticket;
import org.gatehouse.kerberos.TransitedRealms;
import org.gatehouse.keytab.ServiceKey;
import org.gatehouse.text.AsciiCase;
import org.gatehouse.text.Invisible;

/**
 * The rules that a ticket and an authenticator must obey once both have opened (RFC 4120 §3.2.3), in the order of that
 * section.
 */
final class ApReqRules {
    /** RFC 6111 §3: names that have a meaning of their own. */
    private static final String WELL_KNOWN = "WELLKNOWN";

    private static final String WELL_KNOWN_REALM = WELL_KNOWN + ":";

    private final Duration skew;
    private final ClientClocks clocks;
    private final TrustedRealms trusted;
    private final Set<String> ourRealms;

    /** @param ourRealms in lower case */
    ApReqRules(AcceptorClock clock, TrustedRealms trusted, Set<String> ourRealms) {
        this.skew = clock.skew();
        this.clocks = clock.clients();
        this.trusted = trusted;
        this.ourRealms = ourRealms;
    }

    /** Returns the checksum, without which no authenticator passes. */
    GssChecksum check(Opened opened, Ticket ticket, Authenticator authenticator, Instant now) throws RefusedException {
        EncTicketPart part = opened.part();
        sameClient(part, authenticator);
        named(part);
        visible(part);
        GssChecksum checksum =
                authenticator.gssChecksum().orElseThrow(() -> ClientRefusals.noGssChecksum(part.client()));
        forHttp(part, checksum);
        clocksAgree(authenticator, now);
        validNow(part, now);
        vouchedFor(opened);
        transitChecked(ticket, opened);
        realmTrusted(opened);
        nothingCritical(part, part.authorizationData());
        nothingCritical(part, authenticator.authorizationData());
        return checksum;
    }

    private static void sameClient(EncTicketPart part, Authenticator authenticator) throws RefusedException {
        if (!part.cname().sameAs(authenticator.cname()) || !part.crealm().equals(authenticator.crealm())) {
            throw ClientRefusals.wrongClient(part, authenticator);
        }
    }

    /** RFC 8062 §4: a ticket that anyone can have says nothing of who has it. */
    private static void named(EncTicketPart part) throws RefusedException {
        if (part.flags().anonymous()
                || part.crealm().startsWith(WELL_KNOWN_REALM)
                || part.cname().components().get(0).equals(WELL_KNOWN)) {
            throw ClientRefusals.anonymous(part.client());
        }
    }

    /** The third message of the DCE style proves that its sender has the session key. Over HTTP no client sends it. */
    private static void forHttp(EncTicketPart part, GssChecksum checksum) throws RefusedException {
        if (checksum.dceStyle()) {
            throw ClientRefusals.dceStyle(part.client());
        }
    }

    /** Two names that look alike are one to those who give rights to them. */
    private static void visible(EncTicketPart part) throws RefusedException {
        for (String component : part.cname().components()) {
            OptionalInt invisible = Invisible.firstOf(component);
            if (invisible.isPresent()) {
                throw ClientRefusals.invisibleCharacter(part.client(), "user name", invisible.getAsInt());
            }
        }
        OptionalInt invisible = Invisible.firstOf(part.crealm());
        if (invisible.isPresent()) {
            throw ClientRefusals.invisibleCharacter(part.client(), "user's realm", invisible.getAsInt());
        }
    }

    private void clocksAgree(Authenticator authenticator, Instant now) throws RefusedException {
        long seconds = authenticator.ctime().getEpochSecond() - now.getEpochSecond();
        if (Math.abs(seconds) < skew.toSeconds()) { // what is less than a second can't make it more than the skew
            clocks.agreed(authenticator, now);
            return;
        }
        Duration ahead = Duration.between(now, authenticator.time());
        if (ahead.abs().compareTo(skew) > 0) {
            int others = clocks.othersLike(authenticator.client(), ahead, now);
            throw ClientRefusals.skew(authenticator.client(), ahead, skew, others);
        }
        clocks.agreed(authenticator, now);
    }

    private void validNow(EncTicketPart part, Instant now) throws RefusedException {
        if (part.flags().invalid()) {
            throw ClientRefusals.invalid(part);
        }
        if (part.validFrom().isAfter(now.plus(skew))) {
            throw ClientRefusals.notYetValid(part, now);
        }
        if (part.endTime().isBefore(now.minus(skew))) {
            throw ClientRefusals.expired(part, now);
        }
    }

    /**
     * RFC 4120 §2.7: realms on the way must be checked, by the KDC or by the service. Where there are none, the client's
     * realm is ours or one that our KDC trusts itself; Active Directory does not set the flag then ([MS-KILE] 3.1.5.4).
     * An administrator who lists the trusted realms wants no other to have a hand in a ticket, whatever the KDC thinks of
     * it: then the check is ours, and the flag says nothing more.
     */
    private void transitChecked(Ticket ticket, Opened opened) throws RefusedException {
        EncTicketPart part = opened.part();
        TransitedRealms transited = part.transited();
        if (transited.none()) {
            return;
        }
        if (trusted.listed().isPresent()) {
            List<String> strangers = transited.names().stream()
                    .filter(realm -> !trusted.trusts(realm, opened.serviceKey().realm()))
                    .toList();
            if (!strangers.isEmpty() || !transited.complete()) {
                throw ClientRefusals.transitNotTrusted(part, strangers);
            }
        } else if (!part.flags().transitedPolicyChecked()) {
            throw ClientRefusals.transitNotChecked(part, ticket.realm());
        }
    }

    /** Keys of one realm do not vouch for users of another realm that has keys of its own here. */
    private void vouchedFor(Opened opened) throws RefusedException {
        EncTicketPart part = opened.part();
        ServiceKey key = opened.serviceKey();
        if (isForeign(part.crealm(), key)) {
            throw ClientRefusals.keyOfAnotherRealm(part, key);
        }
        for (String realm : part.transited().names()) {
            if (isForeign(realm, key)) {
                throw ClientRefusals.throughRealmWithKeys(part, realm, key);
            }
        }
    }

    private boolean isForeign(String realm, ServiceKey key) {
        return !trusted.isVouchedFor(realm, key.realm()) && ourRealms.contains(AsciiCase.fold(realm));
    }

    private void realmTrusted(Opened opened) throws RefusedException {
        EncTicketPart part = opened.part();
        if (!trusted.trusts(part.crealm(), opened.serviceKey().realm())) {
            throw ClientRefusals.untrustedRealm(part);
        }
    }

    private static void nothingCritical(EncTicketPart part, AuthorizationData data) throws RefusedException {
        OptionalInt critical = data.critical();
        if (critical.isPresent()) {
            throw ClientRefusals.criticalAuthorizationData(part.client(), critical.getAsInt());
        }
    }
}
