package org.gatehouse.gss;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.identity.Identity;
import org.gatehouse.identity.KerberosMaterial;
import org.gatehouse.identity.NtlmLogon;
import org.gatehouse.wire.Bytes;

/**
 * A mechanism that only tests have, under the identifier of NTLM: each token says what is to come of it. Its tokens have no
 * framing of GSS-API, as those of NTLM. It knows of each leg and context that it has handed out whether it is over.
 *
 * <p>The words: {@code done}, {@code prove} (done, with a token for the client), {@code unsigned} (done, and cannot sign),
 * {@code more}, {@code refuse}, {@code clock} (refused for the client's clock), {@code unavailable}.
 */
public final class ScriptedMechanism implements GssMechanism {
    public static final Bytes OID = MechanismOid.NTLMSSP.content();
    public static final String USER = "bob@LEGACY";
    /** How much each leg says that it weighs. */
    public static final int WEIGHT = 100;

    private static final String SIGNATURE = "NTLMSSP\0";

    private final List<Scripted> handedOut = new CopyOnWriteArrayList<>();
    private final AtomicInteger begun = new AtomicInteger();

    /** A token with one of the words. */
    public static Bytes token(String word) {
        return Bytes.of((SIGNATURE + word).getBytes(StandardCharsets.US_ASCII));
    }

    /** The client's signature. */
    public static Bytes clientMic(Bytes text) {
        return sign("client", text);
    }

    /** This side's signature. */
    public static Bytes serverMic(Bytes text) {
        return sign("server", text);
    }

    @Override
    public List<MechanismOid> oids() {
        return List.of(MechanismOid.NTLMSSP);
    }

    @Override
    public boolean isOurs(Bytes token) {
        return token.startsWith(token(""));
    }

    @Override
    public Step<Leg> begin(Bytes token, Peer peer) {
        begun.incrementAndGet();
        return judge(token);
    }

    /** How many first tokens it was given. */
    public int begun() {
        return begun.get();
    }

    /** How many legs and contexts it has handed out. */
    public int handedOut() {
        return handedOut.size();
    }

    /** How many of them are not over. */
    public long open() {
        return handedOut.stream().filter(scripted -> scripted.ends.get() == 0).count();
    }

    /** How many of them have ended more than once: closed twice, or closed before they were used. */
    public long endedTwice() {
        return handedOut.stream().filter(scripted -> scripted.ends.get() > 1).count();
    }

    private Step<Leg> judge(Bytes token) {
        String text = new String(token.toArray(), StandardCharsets.ISO_8859_1);
        return switch (text.startsWith(SIGNATURE) ? text.substring(SIGNATURE.length()) : "") {
            case "done" -> done(Bytes.EMPTY, true);
            case "prove" -> done(token("proof"), true);
            case "unsigned" -> done(Bytes.EMPTY, false);
            case "more" -> new Step.More<>(token("challenge"), new ScriptedLeg(), unfinished());
            case "refuse" -> new Step.Refused<>(failure(FailureCode.ANONYMOUS_CLIENT), token("refused"));
            case "clock" -> new Step.Refused<>(failure(FailureCode.SKEW), token("our time"));
            case "unavailable" -> new Step.Unavailable<>(failure(FailureCode.NOT_RUNNING));
            default -> new Step.Refused<>(failure(FailureCode.MALFORMED_SPNEGO), Bytes.EMPTY);
        };
    }

    private Step<Leg> done(Bytes token, boolean signs) {
        Identity bob = Identity.of("bob", "LEGACY", new NtlmLogon("LEGACY", "WS7"));
        return new Step.Done<>(bob, token, new ScriptedContext(signs));
    }

    private static Failure unfinished() {
        return failure(FailureCode.NO_OPTIMISTIC_TOKEN);
    }

    private static Failure failure(FailureCode code) {
        return new Failure(code, "the script says so.", "Read the script.");
    }

    private static Bytes sign(String side, Bytes text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(side.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
            return Bytes.of(mac.doFinal(text.toArray()));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** What ends once: by its close, or by its only use. */
    private class Scripted {
        final AtomicInteger ends = new AtomicInteger();

        Scripted() {
            handedOut.add(this);
        }
    }

    private final class ScriptedLeg extends Scripted implements Leg {
        @Override
        public Step<Leg> next(Bytes token, Peer peer) {
            ends.incrementAndGet();
            return judge(token);
        }

        @Override
        public int weight() {
            return WEIGHT;
        }

        @Override
        public void close() {
            ends.incrementAndGet();
        }
    }

    private final class ScriptedContext extends Scripted implements EstablishedContext {
        private final boolean signs;

        ScriptedContext(boolean signs) {
            this.signs = signs;
        }

        @Override
        public Optional<MicProvider> mics() {
            return signs ? Optional.of(new ScriptedMics()) : Optional.empty();
        }

        @Override
        public Optional<KerberosMaterial> kerberos() {
            return Optional.empty();
        }

        @Override
        public int weight() {
            return WEIGHT;
        }

        @Override
        public void detach() {}

        @Override
        public void close() {
            ends.incrementAndGet();
        }
    }

    private static final class ScriptedMics implements MicProvider {
        @Override
        public Bytes mic(Bytes text) {
            return serverMic(text);
        }

        @Override
        public boolean verify(Bytes text, Bytes mic) {
            return MessageDigest.isEqual(clientMic(text).toArray(), mic.toArray());
        }
    }
}
