package org.gatehouse.failure;

import static org.gatehouse.failure.FailureCategory.BAD_REQUEST;
import static org.gatehouse.failure.FailureCategory.CLOCK;
import static org.gatehouse.failure.FailureCategory.CONFIGURATION;
import static org.gatehouse.failure.FailureCategory.NO_KEY;
import static org.gatehouse.failure.FailureCategory.OTHER_MECHANISM;
import static org.gatehouse.failure.FailureCategory.OUTAGE;
import static org.gatehouse.failure.FailureCategory.REFUSED;
import static org.gatehouse.failure.FailureCategory.TRY_AGAIN;
import static org.gatehouse.failure.FailureCategory.WRONG_TOKEN;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * One entry per cause. The code is API: it stands in logs, pages and documentation and never changes its meaning. The
 * symbol and number are the standard's own (RFC 4120 7.5.9; RFC 2744 3.9.1 for GSS), because people search for them.
 */
public enum FailureCode {
    NOT_BASE64("GH-H001", BAD_REQUEST, "the value of the Authorization header is not base64"),
    TOKEN_TOO_LARGE(
            "GH-H002", REFUSED, StandardError.GSS_S_DEFECTIVE_TOKEN, "the token is larger than any ticket can be"),
    SEVERAL_AUTHORIZATIONS("GH-H003", BAD_REQUEST, "the request has more than one Authorization header"),
    NOT_ASKED("GH-H005", FailureCategory.NOT_ASKED, "the conditions say that the client is not asked to sign in"),
    NEVER_ANSWERS("GH-H004", CONFIGURATION, "a client is asked to sign in again and again and never answers"),

    MALFORMED_SPNEGO(
            "GH-S001", WRONG_TOKEN, StandardError.GSS_S_DEFECTIVE_TOKEN, "the token is neither SPNEGO nor Kerberos"),
    NO_COMMON_MECHANISM("GH-S002", OTHER_MECHANISM, StandardError.GSS_S_BAD_MECH, "the client does not offer Kerberos"),
    KERBEROS_NOT_FIRST(
            "GH-S003", WRONG_TOKEN, StandardError.GSS_S_BAD_MECH, "the client prefers another mechanism to Kerberos"),
    NO_NEGOTIATION(
            "GH-S004",
            WRONG_TOKEN,
            StandardError.GSS_S_NO_CONTEXT,
            "the token continues a negotiation that never began"),
    NO_OPTIMISTIC_TOKEN(
            "GH-S005", WRONG_TOKEN, StandardError.GSS_S_NO_CONTEXT, "the client sent no Kerberos token with its offer"),
    NO_MIC_KEY(
            "GH-S006",
            REFUSED,
            StandardError.GSS_S_BAD_MECH,
            "the list of mechanisms cannot be signed with an RC4 key"),
    BAD_MIC(
            "GH-S007",
            REFUSED,
            StandardError.GSS_S_BAD_MIC,
            "the signature of the list of mechanisms is wrong or missing"),
    CLIENT_REJECTED(
            "GH-S008", REFUSED, StandardError.GSS_S_BAD_MECH, "the client rejects the mechanism that was chosen"),
    IAKERB("GH-S009", WRONG_TOKEN, StandardError.GSS_S_BAD_MECH, "the client wants IAKERB"),

    NTLM("GH-N001", OTHER_MECHANISM, "the client sent NTLM where Kerberos was asked for"),

    MALFORMED_KERBEROS(
            "GH-K001", WRONG_TOKEN, StandardError.GSS_S_DEFECTIVE_TOKEN, "the Kerberos message is malformed"),
    NOT_AN_AP_REQ("GH-K002", WRONG_TOKEN, StandardError.KRB_AP_ERR_MSG_TYPE, "the Kerberos message is not an AP-REQ"),
    BAD_VERSION("GH-K003", REFUSED, StandardError.KRB_AP_ERR_BADVERSION, "the message is not a Kerberos 5 message"),
    USER_TO_USER(
            "GH-K004",
            REFUSED,
            StandardError.KRB_AP_ERR_NO_TGT,
            "the ticket is user-to-user: it is encrypted with a session key"),
    DCE_STYLE(
            "GH-K005",
            REFUSED,
            StandardError.GSS_S_UNAVAILABLE,
            "the client asks for a DCE-style exchange, as RPC and SMB programs do"),
    UNFRAMED_AP_REQ(
            "GH-K006", WRONG_TOKEN, StandardError.GSS_S_DEFECTIVE_TOKEN, "the AP-REQ does not have GSS-API's framing"),
    TICKET_NOT_ACCEPTED(
            "GH-K009",
            REFUSED,
            StandardError.KRB_AP_ERR_MODIFIED,
            "this server cannot use the ticket, and its log says why"),
    NO_KEY_FOR_NAME(
            "GH-K010", NO_KEY, StandardError.KRB_AP_ERR_NOKEY, "the keytab has no key for the ticket's service name"),
    NO_KEY_OF_ENCTYPE(
            "GH-K011", NO_KEY, StandardError.KRB_AP_ERR_NOKEY, "the keytab has no key of the ticket's encryption type"),
    TICKET_DOES_NOT_OPEN(
            "GH-K012",
            NO_KEY,
            StandardError.KRB_AP_ERR_MODIFIED,
            "the ticket cannot be decrypted with the key of its service name"),
    KVNO_MISMATCH(
            "GH-K013",
            NO_KEY,
            StandardError.KRB_AP_ERR_BADKEYVER,
            "the ticket is encrypted with another version of the key"),
    ENCTYPE_NOT_SUPPORTED(
            "GH-K014", REFUSED, StandardError.KDC_ERR_ETYPE_NOSUPP, "the encryption type is not accepted"),
    OTHER_REALM("GH-K015", NO_KEY, StandardError.KRB_AP_ERR_NOT_US, "the ticket was issued by another realm"),
    NAME_NOT_IN_KEYTAB(
            "GH-K016",
            NO_KEY,
            StandardError.KRB_AP_ERR_NOT_US,
            "the ticket can be decrypted, but its service name is not in the keytab"),
    NAME_NOT_ACCEPTED(
            "GH-K017",
            REFUSED,
            StandardError.KRB_AP_ERR_NOT_US,
            "the ticket's service name is not one of the accepted names"),
    AUTHENTICATOR_DOES_NOT_OPEN(
            "GH-K020",
            REFUSED,
            StandardError.KRB_AP_ERR_BAD_INTEGRITY,
            "the authenticator cannot be decrypted with the session key"),
    WRONG_CLIENT(
            "GH-K021", REFUSED, StandardError.KRB_AP_ERR_BADMATCH, "ticket and authenticator name different clients"),
    NO_GSS_CHECKSUM(
            "GH-K022",
            REFUSED,
            StandardError.KRB_AP_ERR_INAPP_CKSUM,
            "the authenticator does not have the checksum of RFC 4121"),
    CRITICAL_AUTHORIZATION_DATA(
            "GH-K023",
            REFUSED,
            StandardError.KDC_ERR_POLICY,
            "the ticket carries restrictions that are not understood"),
    TICKET_EXPIRED("GH-K030", REFUSED, StandardError.KRB_AP_ERR_TKT_EXPIRED, "the ticket has expired"),
    SKEW("GH-K031", CLOCK, StandardError.KRB_AP_ERR_SKEW, "the clocks of client and server differ too much"),
    TICKET_NOT_YET_VALID("GH-K032", REFUSED, StandardError.KRB_AP_ERR_TKT_NYV, "the ticket is not valid yet"),
    TICKET_INVALID("GH-K033", REFUSED, StandardError.KRB_AP_ERR_TKT_NYV, "the ticket is marked invalid"),
    REPLAY("GH-K034", TRY_AGAIN, StandardError.KRB_AP_ERR_REPEAT, "the same request was seen before"),
    REPLAY_CACHE_FULL("GH-K035", TRY_AGAIN, StandardError.KRB_ERR_GENERIC, "too many sign-ins to remember all of them"),
    OLDER_THAN_MEMORY(
            "GH-K036", TRY_AGAIN, StandardError.KRB_AP_ERR_REPEAT, "the request is older than the memory of replays"),
    CLIENT_SIGN_IN_LIMIT(
            "GH-K037", TRY_AGAIN, StandardError.KRB_ERR_GENERIC, "one user signs in too often to remember all of it"),
    TRANSIT_NOT_CHECKED(
            "GH-K040",
            REFUSED,
            StandardError.KDC_ERR_PATH_NOT_ACCEPTED,
            "the KDC did not check the path between the realms"),
    ANONYMOUS_CLIENT("GH-K041", REFUSED, StandardError.KRB_AP_ERR_PRINCIPAL_UNKNOWN, "the client is anonymous"),
    UNTRUSTED_REALM(
            "GH-K042", REFUSED, StandardError.KDC_ERR_POLICY, "the client's realm is not one of the trusted realms"),
    TRANSIT_NOT_TRUSTED(
            "GH-K043",
            REFUSED,
            StandardError.KDC_ERR_PATH_NOT_ACCEPTED,
            "a realm that the ticket came through is not one of the trusted realms"),
    KEY_OF_ANOTHER_REALM(
            "GH-K044",
            REFUSED,
            StandardError.KDC_ERR_POLICY,
            "the key of one realm decrypted a ticket for a user of another one that has keys here"),
    INVISIBLE_CHARACTER(
            "GH-K045",
            REFUSED,
            StandardError.KDC_ERR_POLICY,
            "the user name contains a character that is invisible or unknown"),

    MALFORMED_PAC("GH-P001", REFUSED, StandardError.KRB_AP_ERR_MODIFIED, "the PAC of the ticket is malformed"),
    PAC_SIGNATURE_WRONG(
            "GH-P002",
            REFUSED,
            StandardError.KRB_AP_ERR_MODIFIED,
            "the PAC was changed, or was signed with another key than the service's"),
    PAC_SIGNATURE_TYPE(
            "GH-P003",
            REFUSED,
            StandardError.KRB_AP_ERR_INAPP_CKSUM,
            "the PAC has a signature of a type that is not accepted"),
    PAC_SIGNATURE_MISSING(
            "GH-P004",
            REFUSED,
            StandardError.KRB_AP_ERR_MODIFIED,
            "a signature of the PAC is missing, doubled or too short"),
    PAC_OF_ANOTHER_CLIENT(
            "GH-P005",
            REFUSED,
            StandardError.KRB_AP_ERR_BADMATCH,
            "the PAC was not issued for the client of the ticket"),
    PAC_CONTRADICTS_ITSELF(
            "GH-P006", REFUSED, StandardError.KRB_AP_ERR_MODIFIED, "two parts of the PAC name different accounts"),
    PAC_ABSENT("GH-P007", REFUSED, StandardError.KDC_ERR_POLICY, "the ticket has no PAC"),
    USER_NAME_NOT_IN_PAC(
            "GH-P008",
            REFUSED,
            StandardError.KDC_ERR_POLICY,
            "the user's name cannot be written in the format that the administrator chose"),
    FOREIGN_ACCOUNT(
            "GH-P009",
            REFUSED,
            StandardError.KDC_ERR_POLICY,
            "the account belongs to a domain that the user's realm must not speak for"),

    NO_KEYTAB("GH-C001", CONFIGURATION, "the attribute keytab is missing"),
    KEYTAB_UNREADABLE("GH-C002", OUTAGE, "the keytab cannot be read"),
    KEYTAB_MALFORMED("GH-C003", OUTAGE, "the file is not a keytab"),
    KEYTAB_WITHOUT_USABLE_KEY("GH-C004", OUTAGE, "the keytab holds no key that can be used"),
    UNKNOWN_ATTRIBUTE("GH-C005", CONFIGURATION, "the valve has no such attribute"),
    BAD_ATTRIBUTE_VALUE("GH-C006", CONFIGURATION, "the attribute's value is not allowed"),
    NOT_IN_A_CONTEXT("GH-C007", CONFIGURATION, "the valve is not inside a Context"),
    ANOTHER_AUTHENTICATION("GH-C008", OUTAGE, "another authentication is registered for the application"),
    CHANGED_KEYTAB_UNUSABLE("GH-C009", CONFIGURATION, "the keytab or password file has changed and cannot be used"),
    PASSWORD_UNREADABLE("GH-C010", OUTAGE, "the file with the password cannot be read"),
    NO_PASSWORD("GH-C011", OUTAGE, "the file holds no password"),
    INCOMPLETE_ACCOUNT("GH-C012", CONFIGURATION, "account, passwordFile and spn belong together"),
    OPEN_TO_OTHERS("GH-C013", CONFIGURATION, "a file with keys or a password can be read or changed by others"),
    HEADER_LIMIT_TOO_SMALL(
            "GH-C014", CONFIGURATION, "the connector's limit for headers is too small for large tickets"),
    KEYTAB_MISSING("GH-C015", OUTAGE, "the keytab does not exist"),
    KEYTAB_EMPTY("GH-C016", OUTAGE, "the keytab is empty"),
    ALGORITHM_MISSING("GH-C017", OUTAGE, "this Java does not have an algorithm that an encryption type needs"),
    KEYTAB_ODD_ENTRIES("GH-C018", CONFIGURATION, "an entry of the keytab cannot be used"),
    SEVERAL_AUTHENTICATORS("GH-C019", CONFIGURATION, "the application has more than one authenticator"),
    NOBODY_CAN_PASS("GH-C020", CONFIGURATION, "nobody can pass a constraint of the application"),
    NOT_RUNNING("GH-C021", OUTAGE, "the valve is not running"),
    FRONT_USERS_LET_IN("GH-C022", CONFIGURATION, "an AJP connector lets in users that the web server in front names"),
    REPLAY_FILE_UNUSABLE("GH-C023", CONFIGURATION, "the replay file cannot be used"),
    UNTRUSTED_KEY_OWNER("GH-C024", OUTAGE, "a file with keys or a password belongs to a user who is not trusted"),
    ERROR_PAGE_FAILED("GH-C025", CONFIGURATION, "an error page of the application or the host cannot be shown"),
    DESCRIPTOR_UNUSABLE("GH-C026", CONFIGURATION, "the application's deployment descriptor cannot be used"),
    ROLES_UNUSABLE("GH-C027", CONFIGURATION, "the roles file cannot be used"),
    CONDITIONS_UNUSABLE("GH-C028", CONFIGURATION, "the file of conditions cannot be used"),
    NO_LOGIN_FORM("GH-C029", CONFIGURATION, "the application has no form to sign in with"),
    PAGE_FILE_UNUSABLE("GH-C030", CONFIGURATION, "the file with the page or its texts cannot be used"),
    FALLBACK_UNUSABLE("GH-C031", CONFIGURATION, "the other sign-in cannot be used");

    /**
     * What is found before a ticket has been decrypted: anyone can send such a token. The causes would tell a stranger which
     * names, realms and versions of keys this server has.
     */
    private static final Set<FailureCode> OF_STRANGERS = EnumSet.range(NO_KEY_FOR_NAME, NAME_NOT_ACCEPTED);

    private final String code;
    private final FailureCategory category;
    private final Optional<StandardError> standardError;
    private final String meaning;

    FailureCode(String code, FailureCategory category, StandardError standardError, String meaning) {
        this(code, category, Optional.of(standardError), meaning);
    }

    FailureCode(String code, FailureCategory category, String meaning) {
        this(code, category, Optional.empty(), meaning);
    }

    FailureCode(String code, FailureCategory category, Optional<StandardError> standardError, String meaning) {
        this.code = code;
        this.category = category;
        this.standardError = standardError;
        this.meaning = meaning;
    }

    /** {@code GH-K031}. */
    public String code() {
        return code;
    }

    /** The code that the client is shown: one for all causes that would tell a stranger something. The log has the exact one. */
    public FailureCode shown() {
        return OF_STRANGERS.contains(this) ? TICKET_NOT_ACCEPTED : this;
    }

    /** What it means for the client, and for the one who has to put it right. */
    public FailureCategory category() {
        return category;
    }

    /** The standard's name for it, where there is one. */
    public Optional<StandardError> standardError() {
        return standardError;
    }

    /** Half a sentence, without the figures of a case. */
    public String meaning() {
        return meaning;
    }

    /** {@code GH-K031 KRB_AP_ERR_SKEW (37)}. */
    @Override
    public String toString() {
        return standardError.map(error -> code + " " + error).orElse(code);
    }
}
