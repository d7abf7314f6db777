package org.gatehouse.lab.kdc.exchange;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.gatehouse.lab.kdc.event.KdcEvent;
import org.gatehouse.lab.kdc.event.KdcEvent.Refused;
import org.gatehouse.lab.kdc.event.KdcEvent.SentAgain;
import org.gatehouse.lab.kdc.event.KdcEvent.Transport;
import org.gatehouse.lab.kdc.event.KdcLog;
import org.gatehouse.lab.kdc.exchange.TgsAuthentication.Presented;
import org.gatehouse.lab.kdc.exchange.TgsAuthentication.Requester;
import org.gatehouse.lab.kdc.message.ClientName;
import org.gatehouse.lab.kdc.message.Exchange;
import org.gatehouse.lab.kdc.message.KdcError;
import org.gatehouse.lab.kdc.message.KdcException;
import org.gatehouse.lab.kdc.message.KdcRequest;
import org.gatehouse.lab.kdc.policy.Moment;

/** From the bytes of a request to the bytes of its answer: there always is one. */
public final class KdcHandler {
    /** What Active Directory sends in one datagram at most (MaxDatagramReplySize). */
    private static final int MAX_DATAGRAM_REPLY = 1465;

    /** How long to wait for another thread that has the same request in its hands; it takes milliseconds. */
    private static final int SECONDS_FOR_A_TWIN = 5;

    private final KdcLog log;
    /** Requests pass, all at once, except while something is changed that they would see half of. */
    private final ReadWriteLock gate = new ReentrantReadWriteLock(true);

    private final List<ServedRealm> realms;

    /**
     * Answers for these realms.
     *
     * @param realms at least one; the first one speaks where it is not known which is meant
     */
    public KdcHandler(KdcLog log, List<ServedRealm> realms) {
        this.log = log;
        this.realms = List.copyOf(realms);
    }

    public byte[] handle(byte[] message, Transport transport) {
        gate.readLock().lock();
        try {
            return answer(message, transport);
        } finally {
            gate.readLock().unlock();
        }
    }

    private byte[] answer(byte[] message, Transport transport) {
        Facts nothing = nothing();
        Conclusion conclusion = attempt(nothing, () -> {
            KdcRequest request = KdcRequest.decode(message);
            Optional<ServedRealm> served = realms.stream()
                    .filter(it -> it.name().equalsIgnoreCase(request.realm()))
                    .findFirst();
            if (served.isEmpty()) {
                return refuse(nothing.with(request), new KdcException(KdcError.KDC_ERR_WRONG_REALM));
            }
            ServedRealm realm = served.get();
            Moment moment = realm.moment();
            Facts facts = Facts.at(realm.name(), moment.now()).with(request);
            return attempt(
                    facts,
                    () -> request.exchange() == Exchange.AS
                            ? new Conclusion(facts, realm.as().answer(request, moment))
                            : answerTgs(message, realm, facts, moment));
        });
        return report(fitting(conclusion, transport), transport);
    }

    /** The answer to a request whose announced length alone is reason to refuse it. */
    public byte[] refuseTooLong(Transport transport) {
        return report(refuse(nothing(), new KdcException(KdcError.KRB_ERR_FIELD_TOOLONG)), transport);
    }

    /** Makes a change that no request sees half of; whatever was asked before may be asked again. */
    public void startAfresh(Runnable change) {
        gate.writeLock().lock();
        try {
            change.run();
            realms.forEach(realm -> realm.replays().forgetAll());
        } finally {
            gate.writeLock().unlock();
        }
    }

    /** The first realm. */
    public String realm() {
        return realms.get(0).name();
    }

    private Facts nothing() {
        ServedRealm first = realms.get(0);
        return Facts.at(first.name(), first.moment().now());
    }

    private Conclusion answerTgs(byte[] message, ServedRealm realm, Facts facts, Moment moment) throws KdcException {
        KdcRequest request = facts.request().orElseThrow();
        Presented presented = realm.tgsAuthentication().open(request);
        Facts known = facts.with(presented.client());
        return attempt(known, () -> {
            Requester requester = realm.tgsAuthentication().authenticate(presented, request, moment);
            TgsReplayCache.Claim claim = realm.replays().claim(requester.encryptedAuthenticator(), message, moment);
            if (!claim.first()) {
                return new Conclusion(known, new Answer(answerOfTwin(claim.answer()), new SentAgain()));
            }
            Conclusion conclusion =
                    attempt(known, () -> new Conclusion(known, realm.tgs().answer(request, requester, moment)));
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
            log.fault(e);
            return refuse(facts, new KdcException(KdcError.KRB_ERR_GENERIC, "internal error"));
        }
    }

    private Conclusion refuse(Facts facts, KdcException e) {
        return new Conclusion(facts, new Answer(ErrorBuilder.krbError(e, facts), new Refused(e.error(), e.reason())));
    }

    /** What stands for an answer that is too big must not be so itself, and names may be of any length: it has none. */
    private Conclusion fitting(Conclusion conclusion, Transport transport) {
        if (transport != Transport.UDP || conclusion.answer().message().length <= MAX_DATAGRAM_REPLY) {
            return conclusion;
        }
        Facts facts = conclusion.facts();
        Conclusion nameless =
                refuse(Facts.at(facts.realm(), facts.now()), new KdcException(KdcError.KRB_ERR_RESPONSE_TOO_BIG));
        return new Conclusion(facts, nameless.answer());
    }

    private byte[] report(Conclusion conclusion, Transport transport) {
        try {
            log.exchange(conclusion.facts().event(transport, conclusion.answer().outcome()));
        } catch (RuntimeException e) {
            log.fault(e);
        }
        return conclusion.answer().message();
    }

    @FunctionalInterface
    private interface Step {
        Conclusion run() throws KdcException;
    }

    private record Conclusion(Facts facts, Answer answer) {}

    /**
     * What is known of an exchange so far: for the log, and for the names in a KRB-ERROR.
     *
     * @param realm in whose name it is answered
     */
    record Facts(String realm, Instant now, Optional<KdcRequest> request, Optional<ClientName> ticketOwner) {
        static Facts at(String realm, Instant now) {
            return new Facts(realm, now, Optional.empty(), Optional.empty());
        }

        Facts with(KdcRequest decoded) {
            return new Facts(realm, now, Optional.of(decoded), ticketOwner);
        }

        Facts with(ClientName client) {
            return new Facts(realm, now, request, Optional.of(client));
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
                    request.flatMap(it -> it.sname().map(name -> name + "@" + it.realm())),
                    request.map(KdcRequest::etypes).orElse(List.of()),
                    outcome);
        }
    }
}
