package org.gatehouse.settings;

import java.util.List;
import java.util.Optional;
import org.gatehouse.pac.sids.SidBoundaries;
import org.gatehouse.policy.UserNameCase;
import org.gatehouse.policy.UserNameFormat;

/** The attributes that say who the user is to the application: what is believed of the PAC, names, roles, sessions. */
public final class UserAttributes {
    private static final String SPEAKS = "A realm can give its users every group that it may speak for.";

    public static final Attribute<PacAbsent> PAC_ABSENT = new Attribute<>(
            "pacAbsent",
            LegalValues.oneOf(List.of(PacAbsent.values()), PacAbsent::attributeValue),
            PacAbsent.ACCEPT_WITHOUT_GROUPS,
            new AttributeRow(
                    "What becomes of a ticket without a PAC, or with one that does not describe the user, as MIT's KDC issues"
                            + " it: the user is signed in without groups, or refused (`GH-P007`). A bad PAC is always refused.",
                    "With `accept-without-groups`, what is allowed to every user who is signed in is allowed to these users as"
                            + " well.",
                    "`accept-without-groups`"),
            "Leave it out for accept-without-groups.");

    public static final Attribute<SidBoundaries> SID_FILTER = new Attribute<>(
            "sidFilter",
            LegalValues.list(
                            "`report`, or a realm with what it may speak for, such as `PARTNER.COM=forest`",
                            text -> Optional.of(text).filter(SidBoundaries::isElement))
                    .then(elements -> SidBoundaries.of(elements)
                            .map(Parsed::right)
                            .orElseGet(() -> Parsed.wrong("a realm is named twice")))
                    .called(
                            "a list of realms, each with `member`, `forest` or `quarantined` and the SIDs of its domains where"
                                    + " they are known: `PARTNER.COM=quarantined:S-1-5-21-1-2-3`; and `report`"),
            SidBoundaries.STANDARD,
            new AttributeRow(
                    "Which SIDs are believed of the users of a realm; see [SIDs of other realms](#sids-of-other-realms)."
                            + " `report`: what would be dropped is counted and stays.",
                    SPEAKS + " Use `report` only to find out what would be dropped.",
                    "`member` for the keytab's realm, `quarantined` for all others"),
            "Write EXAMPLE.COM=member, PARTNER.COM=forest or PARTNER.COM=quarantined, with :S-1-5-21-1-2-3 after it for each"
                    + " domain whose SID you know.");

    public static final Attribute<UserNameFormat> USER_NAME_FORMAT = new Attribute<>(
            "userNameFormat",
            LegalValues.list("a word", Optional::of)
                    .then(words -> UserNameFormat.of(words)
                            .map(Parsed::right)
                            .orElseGet(
                                    () -> Parsed.wrong("\"" + String.join(" ", words) + "\" is not a format of names")))
                    .called(
                            "`principal`; `upn`; `sam` and the realms whose users get the short name; or `domain-sam`, with"
                                    + " `PARTNER.COM=PARTNER` for each other realm"),
            UserNameFormat.STANDARD,
            new AttributeRow(
                    "What applications are told as the user name: `principal` is `alice@EXAMPLE.COM`, `upn`"
                            + " `alice@example.com`, `sam EXAMPLE.COM` `alice`, `domain-sam` `EXAMPLE\\alice`; see"
                            + " [user names](#user-names). A user whose PAC does not have the name is refused (`GH-P008`).",
                    "With `sam` and several realms, accounts of the same name are one user to the application.",
                    "`principal`"),
            "Write principal, upn, sam EXAMPLE.COM or domain-sam. Other realms of domain-sam need their NetBIOS name:"
                    + " domain-sam PARTNER.COM=PARTNER.");

    public static final Attribute<UserNameCase> USER_NAME_CASE = new Attribute<>(
            "userNameCase",
            LegalValues.oneOf(List.of(UserNameCase.values()), UserNameCase::attributeValue),
            UserNameCase.AS_ISSUED,
            new AttributeRow(
                    "The case of the user name, apart from its realm or domain. A KDC takes `Alice`, `ALICE` and `alice`, and"
                            + " the ticket has what the user typed; `lower` makes them one user.",
                    "With `as-issued` and `principal`, the same account can be several users to the application.",
                    "`as-issued`"),
            "Leave it out for as-issued.");

    @SuppressWarnings("OptionalMapToOptional") // the attribute's value is optional itself
    public static final Attribute<Optional<String>> ROLES = new Attribute<>(
            "roles",
            LegalValues.one("a path; a relative one is below `catalina.base`", text -> Optional.of(Optional.of(text))),
            Optional.empty(),
            new AttributeRow(
                    "The file that gives groups the names of roles; see [roles from groups](#roles-from-groups). It is reloaded"
                            + " when it changes.",
                    "Anyone who can write it can give any user any role.",
                    "none: SIDs are the only roles"),
            "Name the file: roles=\"${catalina.base}/conf/gatehouse-roles\".");

    public static final Attribute<Boolean> ROLES_FROM_REALM = new Attribute<>(
            "rolesFromRealm",
            LegalValues.FLAG,
            false,
            new AttributeRow(
                    "Whether Tomcat's own realm (`tomcat-users.xml`, a database, LDAP) adds roles. It is asked for the full name,"
                            + " `alice@EXAMPLE.COM`, whatever `userNameFormat` says.",
                    "Anyone who can change the realm's users can give any user any role.",
                    "`false`"),
            "Write true or false.");

    public static final Attribute<Boolean> SESSION_BOUND_TO_TICKET = new Attribute<>(
            "sessionBoundToTicket",
            LegalValues.FLAG,
            true,
            new AttributeRow(
                    "Whether a session needs another sign-in once the user's ticket has ended. Browsers do it without a word. The"
                            + " session and its content stay.",
                    "With `false`, a user who has left, or who lost a group, stays signed in for as long as the session lives.",
                    "`true`"),
            "Write true or false.");

    private UserAttributes() {}

    /** In the order of the documentation. */
    static List<Attribute<?>> all() {
        return List.of(
                PAC_ABSENT,
                SID_FILTER,
                USER_NAME_FORMAT,
                USER_NAME_CASE,
                ROLES,
                ROLES_FROM_REALM,
                SESSION_BOUND_TO_TICKET);
    }

    static UserSettings read(WrittenAttributes attributes) {
        return new UserSettings(
                attributes.get(PAC_ABSENT),
                attributes.get(SID_FILTER),
                attributes.get(USER_NAME_FORMAT).in(attributes.get(USER_NAME_CASE)),
                attributes.get(ROLES),
                attributes.get(ROLES_FROM_REALM),
                attributes.get(SESSION_BOUND_TO_TICKET));
    }
}
