package org.gatehouse.settings;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gatehouse.acceptor.AcceptedNames;
import org.gatehouse.acceptor.TrustedRealms;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.keytab.ServiceAccount;

/**
 * One of the valve's own attributes, with everything that is known of it: its name, its values and how they are read, its
 * default, its row of the documentation. To add one, add a constant and its setter to {@code ConfiguredAuthenticator} or
 * {@code FallbackAuthenticator}; the reader, the messages and the check of the documentation follow from it.
 *
 * <p>Those of keys and tickets are here, those of users in {@link UserAttributes}, who is asked in {@link AskingAttributes},
 * what others get in {@link FallbackAttributes}. What several mean together is in {@link SettingsReader}.
 *
 * @param <T> what a value means
 */
public final class Attribute<T> {
    private static final String IMPERSONATE = "Anyone who can read it can impersonate any user.";
    private static final String NONE = "none";
    /** A name of this machine or of a directory ({@code DOMAIN\\deploy}, {@code deploy@example.com}), or a number. */
    private static final Pattern USER = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._@+$\\\\-]{0,255}");
    /** Every name that a key decrypts the ticket of. */
    private static final String ANY = "*";

    private static final LegalValues<String> PATH =
            LegalValues.one("a path; a relative one is below `catalina.base`", Optional::of);

    /** No path at all if the attribute is empty: whether that is wrong depends on the others. */
    public static final Attribute<List<String>> KEYTAB = new Attribute<>(
            "keytab",
            LegalValues.paths("a path, or several separated by commas; a relative path is below `catalina.base`, and no"
                    + " path contains a comma"),
            List.of(),
            new AttributeRow(
                    "The file with the service's keys, in MIT's keytab format; or several files, for example one for"
                            + " each account.",
                    IMPERSONATE,
                    "none: `keytab` or `passwordFile` is required"),
            "Separate paths by one comma. A path itself cannot contain one.");

    @SuppressWarnings("OptionalMapToOptional") // the attribute's value is optional itself
    public static final Attribute<Optional<ServiceAccount>> ACCOUNT = new Attribute<>(
            "account",
            LegalValues.one(
                    "an account with its realm, such as `svc-portal@EXAMPLE.COM`, or `PORTAL$@EXAMPLE.COM` for a computer",
                    text -> ServiceAccount.parse(text).map(Optional::of)),
            Optional.empty(),
            new AttributeRow(
                    "The account whose password is in `passwordFile`, in the case that the domain has it; see"
                            + " [a password instead of a keytab](#a-password-instead-of-a-keytab).",
                    "The keys are made from the account's name and password, so give it a long random password.",
                    NONE),
            "Write the name in the case that the domain has it.");

    public static final Attribute<Optional<String>> PASSWORD_FILE = new Attribute<>(
            "passwordFile",
            PATH.then(path -> Parsed.right(Optional.of(path))),
            Optional.empty(),
            new AttributeRow(
                    "The file with the password of `account`, one line of UTF-8; it needs `account` and `spn`, and can be"
                            + " used together with `keytab`.",
                    IMPERSONATE,
                    NONE),
            "Name the file: passwordFile=\"${catalina.base}/conf/portal.password\".");

    public static final Attribute<Optional<String>> SALT = new Attribute<>(
            "salt",
            LegalValues.one("any text", text -> Optional.of(Optional.of(text))),
            Optional.empty(),
            new AttributeRow(
                    "What the domain mixes into the keys of `account`; only for accounts that are not salted as Active"
                            + " Directory does it.",
                    "The salt is not secret.",
                    "Active Directory's: for a user the realm in capitals and the name; for a computer the realm in"
                            + " capitals, `host` and its DNS name"),
            "Leave it out for Active Directory's salt.");

    public static final Attribute<Set<String>> TRUSTED_KEY_OWNERS = new Attribute<>(
            "trustedKeyOwners",
            LegalValues.list(
                            "a user of this machine such as `deploy`, or its number",
                            name -> Optional.of(name).filter(USER.asMatchPredicate()))
                    .then(names -> Parsed.right(Set.copyOf(names))),
            Set.of(),
            new AttributeRow(
                    "The users other than root and the one that Tomcat runs as who may own the key files and the"
                            + " directories above them.",
                    "Each of them can put in keys of their own, and so impersonate any user.",
                    NONE),
            "Write names as ls -l shows them, or numbers as ls -n does.");

    public static final Attribute<Duration> TICKET_LIFETIME = new Attribute<>(
            "ticketLifetime",
            LegalValues.seconds(60, 604_800),
            Duration.ofHours(10),
            new AttributeRow(
                    "How long a service ticket of your domain can live. After a change of `passwordFile` the previous"
                            + " password's keys are kept for this long, so that tickets from before still work.",
                    "Anyone who knows the previous password can use it for as long: after a theft, restart Tomcat, which"
                            + " drops its keys.",
                    "`36000` (10 hours)"),
            "Leave it out for 36000 (10 hours), Active Directory's default.");

    public static final Attribute<Protect> PROTECT = new Attribute<>(
            "protect",
            LegalValues.oneOf(List.of(Protect.values()), Protect::attributeValue),
            Protect.AUTO,
            new AttributeRow(
                    "Which requests need a sign-in. `auto`: all of them, unless a constraint of the application's own"
                            + " (not one of a library) asks for a sign-in; then those that its constraints cover."
                            + " `constraints`: only those that its constraints cover. `all`: all of them.",
                    "Where neither the valve nor a constraint asks for a sign-in, the application is open to everyone.",
                    "`auto`"),
            "Leave it out for auto.");

    public static final Attribute<List<OfferedMechanism>> MECHANISMS = new Attribute<>(
            "mechanisms",
            LegalValues.listOf(List.of(OfferedMechanism.values()), OfferedMechanism::attributeValue),
            List.of(OfferedMechanism.KERBEROS),
            new AttributeRow(
                    "The ways to sign in that clients are offered, in this order; each is a `WWW-Authenticate` header of"
                            + " its own.",
                    "Each is one more way in: offer only what clients need.",
                    "`kerberos`"),
            "Leave it out for kerberos.");

    public static final Attribute<Duration> CLOCK_SKEW = new Attribute<>(
            "clockSkew",
            // A window of an hour for replays and expired tickets is hardly a limit any more.
            LegalValues.seconds(1, 3600),
            Duration.ofMinutes(5),
            new AttributeRow(
                    "How far the clocks of clients and the KDC may be ahead of or behind this server's.",
                    "A larger value accepts older recorded requests and expired tickets: fix the clocks instead.",
                    "`300`"),
            "Leave it out for 300, which is what Windows allows.");

    public static final Attribute<Set<EncryptionType>> ENCRYPTION_TYPES = new Attribute<>(
            "encryptionTypes",
            LegalValues.listOf(List.of(EncryptionType.values()), EncryptionType::shortName, EncryptionType::named)
                    .then(types -> Parsed.right(Set.copyOf(types))),
            EncryptionType.DEFAULT,
            new AttributeRow(
                    "The encryption types of tickets and session keys that are accepted; the names that ktpass and the"
                            + " RFCs use are accepted as well (`AES256-SHA1`, `aes256-cts-hmac-sha1-96`).",
                    "RC4 keys are made from the password without a salt and can be guessed offline: name `rc4-hmac` only"
                            + " for as long as an account cannot use AES.",
                    "all but `rc4-hmac`"),
            "Leave it out for all of them but rc4-hmac.");

    public static final Attribute<AcceptedNames> SPN = new Attribute<>(
            "spn",
            LegalValues.list(
                            "a service name such as `HTTP/portal.example.com`",
                            name -> AcceptedNames.parse(name).map(parsed -> name))
                    .then(Attribute::acceptedNames)
                    .called("a list of service names such as `HTTP/portal.example.com`, with a port or a realm where"
                            + " needed; or `*` alone"),
            AcceptedNames.OF_THE_KEYTAB,
            new AttributeRow(
                    "The service names (SPNs) whose tickets are accepted; `*` accepts every name whose ticket a key"
                            + " decrypts.",
                    "It does not separate names from each other: a ticket for one name can be presented under any other"
                            + " name that has the same key.",
                    "the names in the keytab"),
            "Write names as HTTP/portal.example.com, with :port and @REALM where the tickets have them; or * alone, for"
                    + " every name whose ticket a key decrypts.");

    public static final Attribute<TrustedRealms> TRUSTED_REALMS = new Attribute<>(
            "trustedRealms",
            LegalValues.list(
                            "a realm such as `PARTNER.EXAMPLE`",
                            text -> Optional.of(text).filter(TrustedRealms::isElement))
                    .then(elements -> Parsed.right(TrustedRealms.of(elements)))
                    .called(
                            "a list of realms such as `PARTNER.EXAMPLE`, and of pairs such as `PARTNER.COM>EXAMPLE.COM`"),
            TrustedRealms.OF_THE_KDC,
            new AttributeRow(
                    "The realms, in addition to the key's own, whose users are accepted and through which their tickets may"
                            + " come; to trust no other realm, name the keytab's. `PARTNER.COM>EXAMPLE.COM`: the keys of"
                            + " PARTNER.COM may vouch for users of EXAMPLE.COM; see"
                            + " [keys of several realms](#keys-of-several-realms).",
                    "List every realm on the way, and only those: each can make up users of the realms beyond it, and the"
                            + " list replaces the KDC's own check (`GH-K040`). A pair lets one realm make up users of"
                            + " another.",
                    "every realm that the KDC trusts, except for users of a realm that has keys of its own here; for"
                            + " tickets that came through others, those whose path the KDC has checked"),
            "Write realms as EXAMPLE.COM, and pairs as PARTNER.COM>EXAMPLE.COM without spaces. Or leave the attribute out to"
                    + " trust every realm that the KDC trusts.");

    @SuppressWarnings("OptionalMapToOptional") // the attribute's value is optional itself
    public static final Attribute<Optional<String>> REPLAY_FILE = new Attribute<>(
            "replayFile",
            LegalValues.one(
                    "a path, where a relative one is below `catalina.base`; or `none`",
                    text -> Optional.of(Optional.of(text).filter(path -> !path.equals(NONE)))),
            Optional.of("work/gatehouse-replay"),
            new AttributeRow(
                    "The file that holds the memory of accepted requests, so that a restart forgets none of them. It takes"
                            + " 27 MB and belongs to the whole Tomcat: the first application that starts decides. `none`"
                            + " keeps the memory on the heap.",
                    "With `none`, a restart forgets what was accepted: tokens from before it are refused (`GH-K036`)."
                            + " Give each Tomcat a file of its own, on a local disk.",
                    "`work/gatehouse-replay`"),
            "Write a path such as work/gatehouse-replay, or none.");

    private static final List<Attribute<?>> OF_TICKETS = List.of(
            KEYTAB,
            ACCOUNT,
            PASSWORD_FILE,
            SALT,
            TRUSTED_KEY_OWNERS,
            TICKET_LIFETIME,
            PROTECT,
            MECHANISMS,
            CLOCK_SKEW,
            ENCRYPTION_TYPES,
            SPN,
            TRUSTED_REALMS,
            REPLAY_FILE);

    private final String name;
    private final LegalValues<T> legal;
    private final T standard;
    private final AttributeRow row;
    private final String remedy;

    /** @param remedy for a value that is wrong: what would be right, in full */
    Attribute(String name, LegalValues<T> legal, T standard, AttributeRow row, String remedy) {
        this.name = name;
        this.legal = legal;
        this.standard = standard;
        this.row = row;
        this.remedy = remedy;
    }

    /** All of them, in the order of the documentation. */
    public static List<Attribute<?>> all() {
        return Stream.of(OF_TICKETS, UserAttributes.all(), AskingAttributes.all(), FallbackAttributes.all())
                .flatMap(List::stream)
                .toList();
    }

    /** The attribute of that very name. */
    public static Optional<Attribute<?>> named(String name) {
        for (Attribute<?> attribute : all()) {
            if (attribute.name.equals(name)) {
                return Optional.of(attribute);
            }
        }
        return Optional.empty();
    }

    /** As administrators write it. */
    public String name() {
        return name;
    }

    /** For documentation. */
    public String values() {
        return legal.words();
    }

    public AttributeRow row() {
        return row;
    }

    /** What the attribute means if it is left out. */
    T standard() {
        return standard;
    }

    Parsed<T> parse(String text) {
        return legal.parse(text);
    }

    /** Tells what is wrong with a value. */
    void check(String text, Problems problems) {
        for (String fault : parse(text).faults()) {
            problems.badValue(name, fault, remedy);
        }
    }

    @Override
    public String toString() {
        return name;
    }

    private static Parsed<AcceptedNames> acceptedNames(List<String> names) {
        return names.size() > 1 && names.contains(ANY)
                ? Parsed.wrong("\"*\" does not stand alone")
                : AcceptedNames.parse(String.join(",", names))
                        .map(Parsed::right)
                        .orElseThrow();
    }
}
