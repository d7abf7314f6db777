package org.gatehouse.negotiate;

import java.util.Optional;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.gss.InitialContextToken;
import org.gatehouse.gss.MechanismOid;
import org.gatehouse.kerberos.IakerbToken;
import org.gatehouse.spnego.NegTokenInit;
import org.gatehouse.text.Printable;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;

/**
 * The words for clients that want IAKERB: they reach no KDC and ask this server to pass their messages on to one. Its header
 * tells which of two causes it is, a local account or a domain controller out of reach.
 */
final class IakerbRefusals {
    private static final String WANTS = "the client wants to sign in with IAKERB, which is not offered here.";
    private static final String REACH =
            "whether it reaches a domain controller (nltest /dsgetdc:<domain>; VPN, DNS, port 88)";
    private static final String REACH_KDC = "Check on that computer " + REACH + ".";
    private static final String REACH_KDC_OR_LOCAL = "Check on that computer " + REACH
            + ", and whether the user is signed in with a local account (whoami shows the computer's name before the"
            + " user's).";
    private static final String LOCAL =
            "Sign in to Windows with an account of the domain. Local accounts cannot sign in here.";
    private static final String USE_KERBEROS =
            "Find out which program it is, and let it use Kerberos itself: it has a ticket.";

    private IakerbRefusals() {}

    /** What was found, and what to do about it. */
    private record Advice(String seen, String remedy) {
        Failure after(String beginning) {
            return new Failure(FailureCode.IAKERB, beginning + seen, remedy);
        }
    }

    /** A token of IAKERB outside of a list, framed or in the older form without framing; empty for all others. */
    static Optional<Failure> of(Bytes token) {
        return advice(token).map(advice -> advice.after(WANTS));
    }

    /** A list that has IAKERB first, or that comes with a token of IAKERB; empty for all others. */
    static Optional<Failure> of(NegTokenInit init) {
        return advice(init).map(advice -> advice.after(WANTS));
    }

    /** The same of a client that offers Kerberos as well, and never sends a token of it. */
    static Optional<Failure> ratherThanKerberos(NegTokenInit init, String noKerberosToken) {
        return advice(init)
                .map(advice ->
                        advice.after("the client wants to sign in with IAKERB rather than Kerberos" + noKerberosToken));
    }

    private static Optional<Advice> advice(NegTokenInit init) {
        Optional<Advice> ofToken = init.mechToken().flatMap(IakerbRefusals::advice);
        return ofToken.isEmpty() && OfferedMechanisms.first(init).equals(MechanismOid.IAKERB.content())
                ? Optional.of(new Advice("", REACH_KDC_OR_LOCAL))
                : ofToken;
    }

    private static Optional<Advice> advice(Bytes token) {
        return InitialContextToken.mechanismOf(token).isPresent() ? framed(token) : unframed(token);
    }

    private static Optional<Advice> framed(Bytes token) {
        try {
            InitialContextToken initial = InitialContextToken.parse(token);
            return initial.thisMech().equals(MechanismOid.IAKERB.content())
                    ? Optional.of(ofInner(initial.innerToken()))
                    : Optional.empty();
        } catch (WireException e) {
            return Optional.empty();
        }
    }

    private static Advice ofInner(Bytes innerToken) {
        try {
            return advice(IakerbToken.parse(innerToken));
        } catch (WireException e) {
            return new Advice(" Its token is malformed: " + e.getMessage() + ".", REACH_KDC_OR_LOCAL);
        }
    }

    /** Without framing, only what has a header is of IAKERB. */
    private static Optional<Advice> unframed(Bytes token) {
        try {
            return Optional.of(IakerbToken.parse(token))
                    .filter(parsed -> parsed.targetRealm().isPresent())
                    .map(IakerbRefusals::advice);
        } catch (WireException e) {
            return Optional.empty();
        }
    }

    private static Advice advice(IakerbToken token) {
        if (token.targetRealm().isEmpty()) {
            return new Advice(" Its token carries an AP-REQ, so it has a ticket.", USE_KERBEROS);
        }
        String realm = token.targetRealm().get();
        String carries = " It carries " + token.content().description() + "."
                + (token.older() ? " It has the form of MIT Kerberos before 1.22." : "");
        if (realm.isEmpty() || realm.equals(".")) {
            return new Advice(
                    " Its header names no realm (" + Printable.quoted(realm) + ")." + carries, REACH_KDC_OR_LOCAL);
        }
        String names = " Its header names the realm " + Printable.quoted(realm);
        return isComputers(realm)
                ? new Advice(
                        names + ". That is a computer's name, not a domain's: the user wants to sign in with a local"
                                + " account of that computer." + carries,
                        LOCAL)
                : new Advice(
                        names + ", a domain. The client does not reach a domain controller of it." + carries,
                        REACH_KDC);
    }

    /** Windows names its own KDC as the computer, without dots; macOS writes {@code LKDC:SHA1.…}. */
    private static boolean isComputers(String realm) {
        return !realm.contains(".") || realm.startsWith("LKDC:");
    }
}
