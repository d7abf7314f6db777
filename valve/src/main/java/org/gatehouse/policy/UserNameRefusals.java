package org.gatehouse.policy;

import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.failure.RefusedException;
import org.gatehouse.identity.Identity;
import org.gatehouse.text.Printable;

/** The words for users whose name cannot be written in the format that the administrator chose. */
final class UserNameRefusals {
    private UserNameRefusals() {}

    static RefusedException noAccount(Identity identity, UserNameFormat format) {
        return refused(
                "userNameFormat=\"" + format + "\" needs facts of the account, and the ticket of " + user(identity)
                        + " has no PAC with them",
                "The KDC issues a PAC unless the service's account has the flag NO_AUTH_DATA_REQUIRED, or the client asked"
                        + " for none. For the users of a KDC that has no PACs, set userNameFormat=\"principal\".");
    }

    static RefusedException missing(Identity identity, UserNameFormat format, String what) {
        return refused(
                "userNameFormat=\"" + format + "\" needs the " + what + ", and the PAC of " + user(identity)
                        + " does not have it",
                "Check the account in the directory, or set userNameFormat=\"principal\".");
    }

    static RefusedException unusable(Identity identity, UserNameFormat format, String what, String value) {
        return refused(
                "userNameFormat=\"" + format + "\" cannot use the " + what + " of " + user(identity) + ": "
                        + Printable.quoted(value) + " could be mistaken for another user's",
                "Correct the account in the directory, or set userNameFormat=\"principal\".");
    }

    static RefusedException ofAnotherDomain(Identity identity, String what, String value) {
        return refused(
                "the " + what + " of " + user(identity) + " is " + Printable.quoted(value)
                        + ", which nothing connects with their realm",
                what.equals("UPN")
                        ? "Users of another realm need a UPN that ends in the name of the realm. So does everyone where there are"
                                + " keys of several realms. Or set userNameFormat=\"principal\"."
                        : "If it is the NetBIOS name of that realm, say so: userNameFormat=\"domain-sam "
                                + Printable.of(identity.realm()) + "=" + Printable.of(value)
                                + "\". If not, ask the administrators of the realm.");
    }

    private static String user(Identity identity) {
        return Printable.quoted(identity.qualifiedName());
    }

    private static RefusedException refused(String cause, String remedy) {
        return new RefusedException(new Failure(FailureCode.USER_NAME_NOT_IN_PAC, cause + ".", remedy));
    }
}
