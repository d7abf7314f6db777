package org.gatehouse.lab.kdc.ticket;

import static org.gatehouse.lab.kdc.message.KerberosTimes.instant;
import static org.gatehouse.lab.kdc.message.KerberosTimes.startOf;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.apache.kerby.kerberos.kerb.type.kdc.KdcOption;
import org.apache.kerby.kerberos.kerb.type.ticket.EncTicketPart;
import org.apache.kerby.kerberos.kerb.type.ticket.TicketFlag;
import org.gatehouse.lab.kdc.account.AccountDirectory.Service;
import org.gatehouse.lab.kdc.message.KdcError;
import org.gatehouse.lab.kdc.message.KdcException;
import org.gatehouse.lab.kdc.message.KdcRequest;
import org.gatehouse.lab.kdc.message.KerberosTimes;
import org.gatehouse.lab.kdc.policy.KdcPolicy;
import org.gatehouse.lab.kdc.policy.Moment;

/**
 * Flags and times of a ticket: what is asked, capped by the realm's policy and by the ticket-granting ticket (RFC 4120
 * §3.1.3, §3.3.3, appendix A of RFC 1510 where the text is terse). An option that this KDC does not grant is refused.
 * Addresses are not: as Active Directory by default, it issues tickets that are good from any address.
 */
public final class TicketPolicy {
    private static final List<KdcOption> NOT_GRANTED = List.of(
            KdcOption.PROXY, KdcOption.ENC_TKT_IN_SKEY, KdcOption.CNAME_IN_ADDL_TKT, KdcOption.REQUEST_ANONYMOUS);

    private final Instant now;
    private final KdcPolicy policy;

    public TicketPolicy(Moment moment) {
        this.now = moment.now();
        this.policy = moment.policy();
    }

    /** A ticket from the AS exchange. */
    public TicketTerms initial(KdcRequest request, Service service) throws KdcException {
        refuse(request, NOT_GRANTED, KdcError.KDC_ERR_BADOPTION);
        refuse(request, List.of(KdcOption.FORWARDED, KdcOption.RENEW, KdcOption.VALIDATE), KdcError.KDC_ERR_BADOPTION);
        refuse(request, List.of(KdcOption.POSTDATED, KdcOption.ALLOW_POSTDATE), KdcError.KDC_ERR_CANNOT_POSTDATE);
        refuseLaterStart(request);
        Instant start = now.truncatedTo(ChronoUnit.SECONDS);
        Instant end = capped(request.till(), start.plus(maxLife(service)));
        Instant renewLimit = start.plus(policy.maxRenewableLife());
        int flags = TicketFlag.INITIAL.getValue()
                | granted(request, KdcOption.FORWARDABLE, TicketFlag.FORWARDABLE)
                | granted(request, KdcOption.PROXIABLE, TicketFlag.PROXIABLE);
        return lasting(new TicketTerms(flags, start, start, end, renewTill(request, end, renewLimit)));
    }

    /** A ticket from the TGS exchange, on the strength of {@code tgt}, which was found valid. */
    public TicketTerms derived(KdcRequest request, EncTicketPart tgt, Service service) throws KdcException {
        refuse(request, NOT_GRANTED, KdcError.KDC_ERR_BADOPTION);
        refuse(request, List.of(KdcOption.POSTDATED, KdcOption.ALLOW_POSTDATE), KdcError.KDC_ERR_BADOPTION);
        refuseLaterStart(request);
        if (request.asks(KdcOption.VALIDATE)) {
            return validated(tgt);
        }
        if (request.asks(KdcOption.RENEW)) {
            return renewed(tgt);
        }
        needs(request, KdcOption.FORWARDED, tgt, TicketFlag.FORWARDABLE);
        needs(request, KdcOption.FORWARDABLE, tgt, TicketFlag.FORWARDABLE);
        needs(request, KdcOption.PROXIABLE, tgt, TicketFlag.PROXIABLE);
        needs(request, KdcOption.RENEWABLE, tgt, TicketFlag.RENEWABLE);
        Instant start = now.truncatedTo(ChronoUnit.SECONDS);
        Instant limit = earlier(start.plus(maxLife(service)), instant(tgt.getEndTime()));
        Instant end = capped(request.till(), limit);
        Optional<Instant> renewTill = renewTillOf(tgt)
                .flatMap(till -> renewTill(request, end, earlier(till, start.plus(policy.maxRenewableLife()))));
        int flags = kept(tgt, TicketFlag.PRE_AUTH, TicketFlag.HW_AUTH, TicketFlag.FORWARDED)
                | granted(request, KdcOption.FORWARDED, TicketFlag.FORWARDED)
                | granted(request, KdcOption.FORWARDABLE, TicketFlag.FORWARDABLE)
                | granted(request, KdcOption.PROXIABLE, TicketFlag.PROXIABLE);
        // The path is always checked (see Trusts), but who asks not to is told that the service may want to do so.
        int checked =
                request.asks(KdcOption.DISABLE_TRANSITED_CHECK) ? 0 : TicketFlag.TRANSIT_POLICY_CHECKED.getValue();
        return lasting(new TicketTerms(flags | checked, instant(tgt.getAuthTime()), start, end, renewTill));
    }

    /**
     * The same ticket, valid from now on because its time has come. This KDC makes no tickets that begin later, so what
     * it validates was made by somebody else who has its key.
     */
    private TicketTerms validated(EncTicketPart tgt) throws KdcException {
        if (!tgt.getFlags().isFlagSet(TicketFlag.INVALID)) {
            throw new KdcException(KdcError.KDC_ERR_BADOPTION, "the ticket to validate is not invalid");
        }
        if (startOf(tgt).isAfter(now)) { // set by the clock that judges it, so without skew
            throw new KdcException(KdcError.KRB_AP_ERR_TKT_NYV);
        }
        int flags = tgt.getFlags().getFlags() & ~TicketFlag.INVALID.getValue() & ~TicketFlag.INITIAL.getValue();
        Instant end = instant(tgt.getEndTime());
        return lasting(new TicketTerms(flags, instant(tgt.getAuthTime()), startOf(tgt), end, renewTillOf(tgt)));
    }

    /** The same ticket with the same life, from now on. */
    private TicketTerms renewed(EncTicketPart tgt) throws KdcException {
        Instant renewTill = renewTillOf(tgt)
                .orElseThrow(() -> new KdcException(KdcError.KDC_ERR_BADOPTION, "the ticket is not renewable"));
        Instant start = now.truncatedTo(ChronoUnit.SECONDS);
        if (!renewTill.isAfter(start)) {
            throw new KdcException(KdcError.KRB_AP_ERR_TKT_EXPIRED, "the time to renew the ticket has passed");
        }
        Duration life = Duration.between(startOf(tgt), instant(tgt.getEndTime()));
        Instant end = earlier(earlier(start.plus(life), start.plus(policy.maxTicketLife())), renewTill);
        int flags = tgt.getFlags().getFlags() & ~TicketFlag.INITIAL.getValue();
        return lasting(new TicketTerms(flags, instant(tgt.getAuthTime()), start, end, Optional.of(renewTill)));
    }

    private Duration maxLife(Service service) {
        return service.name().isTicketGrantingService() ? policy.maxTicketLife() : policy.maxServiceTicketLife();
    }

    /** A ticket is renewable when it can be made to last longer than it does. */
    private static TicketTerms lasting(TicketTerms terms) throws KdcException {
        if (!terms.endTime().isAfter(terms.startTime())) {
            throw new KdcException(KdcError.KDC_ERR_NEVER_VALID);
        }
        return terms.renewTill().isPresent() ? terms.with(TicketFlag.RENEWABLE) : terms;
    }

    private static Optional<Instant> renewTill(KdcRequest request, Instant end, Instant limit) {
        if (request.asks(KdcOption.RENEWABLE)) {
            return Optional.of(capped(request.rtime(), limit)).filter(till -> till.isAfter(end));
        }
        // RENEWABLE-OK: a renewable ticket will do where one of the wished length cannot be had.
        return Optional.of(capped(request.till(), limit))
                .filter(till -> request.asks(KdcOption.RENEWABLE_OK) && till.isAfter(end));
    }

    private void refuseLaterStart(KdcRequest request) throws KdcException {
        if (request.from().isPresent() && request.from().get().isAfter(now.plus(policy.clockSkew()))) {
            throw new KdcException(KdcError.KDC_ERR_CANNOT_POSTDATE);
        }
    }

    private static void refuse(KdcRequest request, List<KdcOption> options, KdcError error) throws KdcException {
        for (KdcOption option : options) {
            if (request.asks(option)) {
                throw new KdcException(error, "this KDC does not grant the option " + option.getName());
            }
        }
    }

    private static void needs(KdcRequest request, KdcOption option, EncTicketPart tgt, TicketFlag flag)
            throws KdcException {
        if (request.asks(option) && !tgt.getFlags().isFlagSet(flag)) {
            throw new KdcException(KdcError.KDC_ERR_BADOPTION, "the ticket-granting ticket is not " + flag.getName());
        }
    }

    private static int granted(KdcRequest request, KdcOption option, TicketFlag flag) {
        return request.asks(option) ? flag.getValue() : 0;
    }

    private static int kept(EncTicketPart tgt, TicketFlag... flags) {
        int mask = 0;
        for (TicketFlag flag : flags) {
            mask |= flag.getValue();
        }
        return tgt.getFlags().getFlags() & mask;
    }

    private static Optional<Instant> renewTillOf(EncTicketPart tgt) {
        return tgt.getFlags().isFlagSet(TicketFlag.RENEWABLE)
                ? Optional.ofNullable(tgt.getRenewtill()).map(KerberosTimes::instant)
                : Optional.empty();
    }

    private static Instant capped(Optional<Instant> wish, Instant limit) {
        return wish.filter(it -> it.isBefore(limit)).orElse(limit);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
