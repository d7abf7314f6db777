package org.gatehouse.lab.kdc;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.gatehouse.lab.kdc.Grant.ClientName;
import org.gatehouse.lab.kdc.KdcEvent.Refused;
import org.gatehouse.lab.kdc.KdcEvent.SentAgain;
import org.gatehouse.lab.kdc.KdcEvent.Transport;
import org.gatehouse.lab.kdc.TgsAuthentication.Presented;
import org.gatehouse.lab.kdc.TgsAuthentication.Requester;

/** From the bytes of a request to the bytes of its answer: there always is one. */
final class KdcHandler {
    /** What Active Directory sends in one datagram at most (MaxDatagramReplySize). */
    private static final int MAX_DATAGRAM_REPLY = 1465;

    /** How long to wait for another thread that has the same request in its hands; it takes milliseconds. */
    private static final int SECONDS_FOR_A_TWIN = 5;

    private final KdcSettings settings;
    private final AsExchange as;
    private final TgsAuthentication tgsAuthentication;
    private final TgsExchange tgs;
    private final ReplayCache replays;
    private final ErrorBuilder errors;

    KdcHandler(KdcSettings settings, AccountDirectory directory) {
        this.settings = settings;
        this.as = new AsExchange(settings, directory);
        this.tgsAuthentication = new TgsAuthentication(settings, directory);
        this.tgs = new TgsExchange(settings, directory);
        this.replays = new ReplayCache(settings.clockSkew());
        this.errors = new ErrorBuilder(settings.realm());
    }

    byte[] handle(byte[] message, Transport transport) {
        Facts nothing = Facts.at(settings.clock().instant());
        Conclusion conclusion = attempt(nothing, () -> {
            KdcRequest request = KdcRequest.decode(message);
            Facts facts = nothing.with(request);
            return attempt(
                    facts,
                    () -> request.exchange() == Exchange.AS
                            ? new Conclusion(facts, as.answer(request, facts.now()))
                            : answerTgs(message, request, facts));
        });
        return report(fitting(conclusion, transport), transport);
    }

    /** The answer to a request whose announced length alone is reason to refuse it. */
    byte[] refuseTooLong(Transport transport) {
        Facts nothing = Facts.at(settings.clock().instant());
        return report(refuse(nothing, new KdcException(KdcError.KRB_ERR_FIELD_TOOLONG)), transport);
    }

    private Conclusion answerTgs(byte[] message, KdcRequest request, Facts facts) throws KdcException {
        Presented presented = tgsAuthentication.open(request);
        Facts known = facts.with(presented.client());
        return attempt(known, () -> {
            Requester requester = tgsAuthentication.authenticate(presented, request, known.now());
            ReplayCache.Claim claim = replays.claim(requester.encryptedAuthenticator(), message, known.now());
            if (!claim.first()) {
                return new Conclusion(known, new Answer(answerOfTwin(claim.answer()), new SentAgain()));
            }
            Conclusion conclusion =
                    attempt(known, () -> new Conclusion(known, tgs.answer(request, requester, known.now())));
            claim.answered().accept(conclusion.answer().message());
            return conclusion;
        });
    }

    private static byte[] answerOfTwin(CompletableFuture<byte[]> answer) {
        return answer.copy().orTimeout(SECONDS_FOR_A_TWIN, TimeUnit.SECONDS).join();
    }

    private Conclusion attempt(Facts facts, Step step) {
        try {
            return step.run();
        } catch (KdcException e) {
            return refuse(facts, e);
        } catch (RuntimeException | StackOverflowError e) { // whatever happens, the client is not left waiting
            settings.log().fault(e);
            return refuse(facts, new KdcException(KdcError.KRB_ERR_GENERIC, "internal error"));
        }
    }

    private Conclusion refuse(Facts facts, KdcException e) {
        return new Conclusion(facts, new Answer(errors.krbError(e, facts), new Refused(e.error(), e.reason())));
    }

    /** What stands for an answer that is too big must not be so itself, and names may be of any length: it has none. */
    private Conclusion fitting(Conclusion conclusion, Transport transport) {
        if (transport != Transport.UDP || conclusion.answer().message().length <= MAX_DATAGRAM_REPLY) {
            return conclusion;
        }
        Facts facts = conclusion.facts();
        Conclusion nameless = refuse(Facts.at(facts.now()), new KdcException(KdcError.KRB_ERR_RESPONSE_TOO_BIG));
        return new Conclusion(facts, nameless.answer());
    }

    private byte[] report(Conclusion conclusion, Transport transport) {
        try {
            settings.log()
                    .exchange(conclusion
                            .facts()
                            .event(transport, conclusion.answer().outcome()));
        } catch (RuntimeException e) {
            settings.log().fault(e);
        }
        return conclusion.answer().message();
    }

    @FunctionalInterface
    private interface Step {
        Conclusion run() throws KdcException;
    }

    private record Conclusion(Facts facts, Answer answer) {}

    /** What is known of an exchange so far: for the log, and for the names in a KRB-ERROR. */
    record Facts(Instant now, Optional<KdcRequest> request, Optional<ClientName> ticketOwner) {
        static Facts at(Instant now) {
            return new Facts(now, Optional.empty(), Optional.empty());
        }

        Facts with(KdcRequest decoded) {
            return new Facts(now, Optional.of(decoded), ticketOwner);
        }

        Facts with(ClientName client) {
            return new Facts(now, request, Optional.of(client));
        }

        /** The owner of the ticket or, of an AS-REQ, the name that it claims. */
        Optional<ClientName> client() {
            return ticketOwner.isPresent()
                    ? ticketOwner
                    : request.flatMap(it -> it.cname().map(name -> new ClientName(it.realm(), name)));
        }

        KdcEvent event(Transport transport, KdcEvent.Outcome outcome) {
            return new KdcEvent(
                    now,
                    transport,
                    request.map(KdcRequest::exchange),
                    client().map(ClientName::toString),
                    request.flatMap(KdcRequest::sname).map(KerberosName::toString),
                    request.map(KdcRequest::etypes).orElse(List.of()),
                    outcome);
        }
    }
}
