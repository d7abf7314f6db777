package org.gatehouse.lab.kdc.exchange;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kerby.kerberos.kerb.type.ticket.EncTicketPart;
import org.gatehouse.lab.account.Account;
import org.gatehouse.lab.account.AccountState;
import org.gatehouse.lab.account.Accounts;
import org.gatehouse.lab.account.DomainIdentity;
import org.gatehouse.lab.account.DomainSid;
import org.gatehouse.lab.account.LogonFacts;
import org.gatehouse.lab.kdc.account.AccountDirectory;
import org.gatehouse.lab.kdc.account.AccountDirectory.Service;
import org.gatehouse.lab.kdc.crypto.AccountKeys;
import org.gatehouse.lab.kdc.exchange.TgsAuthentication.Requester;
import org.gatehouse.lab.kdc.message.ClientName;
import org.gatehouse.lab.kdc.message.KdcError;
import org.gatehouse.lab.kdc.message.KdcException;
import org.gatehouse.lab.kdc.message.KdcRequest;
import org.gatehouse.lab.kdc.message.KerberosTimes;
import org.gatehouse.lab.kdc.pac.PacBuffers;
import org.gatehouse.lab.kdc.pac.PacDraft;
import org.gatehouse.lab.kdc.pac.PacDraft.Owner;
import org.gatehouse.lab.kdc.pac.PacMint;
import org.gatehouse.lab.kdc.pac.SignedPac;
import org.gatehouse.lab.kdc.pac.TicketPac;
import org.gatehouse.lab.kdc.policy.Moment;
import org.gatehouse.lab.kdc.policy.PacFault;
import org.gatehouse.lab.kdc.trust.RealmTrusts;

/**
 * Which PAC goes into which ticket, [MS-KILE] 3.3.5.6.4 and 3.3.5.7: a new one where an account proves who it is; into a
 * ticket for a ticket that one's, once it was verified, with the groups of the service's domain.
 */
final class TicketPacs {
    /** Resource-SID-compression-disabled of {@code msDS-SupportedEncryptionTypes}, [MS-KILE] 2.2.7. */
    private static final int RESOURCE_SID_COMPRESSION_DISABLED = 0x8_0000;

    private final String realm;
    private final Accounts accounts;
    private final AccountDirectory directory;
    private final RealmTrusts trusts;
    private final PacMint mint;
    private final EvidenceTickets evidence;

    TicketPacs(String realm, Accounts accounts, AccountDirectory directory, RealmTrusts trusts) {
        this.realm = realm;
        this.accounts = accounts;
        this.directory = directory;
        this.trusts = trusts;
        this.mint = new PacMint(accounts);
        this.evidence = new EvidenceTickets(realm, directory);
    }

    /** A ticket that is about to be made. */
    record Order(Service service, ClientName client, Instant authTime, Moment moment) {
        Owner owner() {
            return new Owner(client.name().toString(), authTime);
        }
    }

    /** For the AS exchange; empty if the client does not want one. */
    Optional<PacDraft> initial(KdcRequest request, Account account, Order order) throws KdcException {
        Optional<Boolean> wanted = request.pacWanted();
        if (wanted.equals(Optional.of(false))) {
            return Optional.empty();
        }
        LogonFacts facts = accounts.factsOf(account)
                .orElseThrow(() -> new KdcException(KdcError.KDC_ERR_C_PRINCIPAL_UNKNOWN, "the account has just gone"));
        return draft(mint.initial(account, facts, order.authTime(), wanted.isPresent()), order);
    }

    /**
     * For the TGS exchange; empty if the ticket-granting ticket has none.
     *
     * @throws KdcException KRB_AP_ERR_MODIFIED for a PAC that is not as this or the issuing realm's KDC made it,
     *     KDC_ERR_TGT_REVOKED for one that is not the client's, KDC_ERR_POLICY for one that the issuer has no business to make
     */
    Optional<PacDraft> derived(Requester requester, Order order) throws KdcException {
        EncTicketPart ticket = requester.ticket();
        Optional<byte[]> pac = TicketPac.find(ticket);
        if (pac.isEmpty()) {
            return Optional.empty();
        }
        SignedPac signed = SignedPac.parse(pac.get());
        signed.requireServerSignature(requester.presented().key());
        boolean ours = requester.presented().issuer().equals(realm);
        if (ours) {
            signed.requireKdcSignature(krbtgt().all());
        }
        Optional<PacBuffers> content = PacBuffers.of(signed);
        if (content.isEmpty()) {
            return Optional.empty();
        }
        ClientName client = requester.client();
        content.get().requireClient(client.name().toString(), KerberosTimes.instant(ticket.getAuthTime()));
        requireRequestor(content.get(), client);
        if (ours) {
            return draft(content.get(), order);
        }
        requireBelieved(content.get(), client);
        return draft(content.get().acrossTrust(), order);
    }

    /**
     * The name in the ticket may be another account's by now, or may have been made to look like it (CVE-2021-42287): what
     * counts is the SID.
     */
    private void requireRequestor(PacBuffers content, ClientName client) throws KdcException {
        boolean own = client.realm().equals(realm);
        DomainSid expected = content.user();
        if (own) {
            Account account = directory.client(client.name()).account();
            expected = accounts.factsOf(account).map(LogonFacts::sid).orElse(expected);
        }
        boolean requested = content.isRequestedBy(expected) || (!own && !content.hasRequestor());
        if (!requested || !expected.equals(content.user())) {
            throw new KdcException(KdcError.KDC_ERR_TGT_REVOKED, "the PAC is that of another account: " + client);
        }
    }

    /** A partner speaks for its own domain, and for those behind it that this realm knows nothing of. */
    private void requireBelieved(PacBuffers content, ClientName client) throws KdcException {
        Optional<DomainSid> direct = trusts.sidOf(client.realm());
        boolean believed = direct.map(content.domain()::equals)
                .orElse(!content.domain().equals(accounts.identity().sid())
                        && !trusts.sids().contains(content.domain()));
        if (!believed) {
            throw new KdcException(
                    KdcError.KDC_ERR_POLICY,
                    "the PAC of %s is of the domain %s, which is another one".formatted(client, content.domain()));
        }
    }

    /** @throws KdcException if the request has an evidence ticket that is not as this KDC has made it */
    void requireEvidence(KdcRequest request, Requester requester) throws KdcException {
        evidence.check(request, requester);
    }

    private Optional<PacDraft> draft(PacBuffers content, Order order) throws KdcException {
        Service service = order.service();
        if (service.name().isTicketGrantingService()) {
            return Optional.of(new PacDraft(content, order.owner(), krbtgt().strongest(), false, Optional.empty()));
        }
        Optional<PacFault> fault = order.moment().policy().pacFault();
        if (fault.equals(Optional.of(PacFault.ABSENT)) || has(service, AccountState.NO_AUTH_DATA_REQUIRED)) {
            return Optional.empty();
        }
        return Optional.of(new PacDraft(
                withLocalGroups(content.forService(), service),
                order.owner(),
                krbtgt().strongest(),
                !service.name().isPasswordService(),
                fault));
    }

    private PacBuffers withLocalGroups(PacBuffers content, Service service) {
        List<DomainSid> groups = accounts.domainLocalGroups(content.identities());
        DomainIdentity domain = accounts.identity();
        boolean compressed = service.account()
                .filter(it -> (it.supportedEncryptionTypes() & RESOURCE_SID_COMPRESSION_DISABLED) != 0)
                .isEmpty();
        return compressed ? content.withResourceGroups(domain.sid(), groups) : content.withResourceSids(groups);
    }

    private static boolean has(Service service, int flag) {
        return service.account().filter(it -> it.state().has(flag)).isPresent();
    }

    private AccountKeys krbtgt() throws KdcException {
        return directory.ticketGrantingService().keys();
    }
}
