package org.gatehouse.valve;

import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.catalina.Container;
import org.apache.catalina.Context;
import org.apache.juli.logging.Log;
import org.gatehouse.conditions.FallbackKind;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.settings.Attribute;
import org.gatehouse.settings.Problems;
import org.gatehouse.settings.Settings;
import org.gatehouse.settings.SettingsException;
import org.gatehouse.settings.UserAttributes;

/**
 * The attributes of {@link SsoAuthenticator}. The setters only keep what they are given; all of it is checked at the
 * start.
 */
public abstract sealed class ConfiguredAuthenticator extends FallbackAuthenticator permits SessionAuthenticator {
    private final SortedSet<String> unknownAttributes = new TreeSet<>();
    private final InheritedAttributes inherited = new InheritedAttributes();

    ConfiguredAuthenticator() {
        setAlwaysUseSession(true);
    }

    /**
     * The files with the service's keys, in MIT's keytab format, separated by commas; a relative path is one below {@code
     * catalina.base}. A file that changes is reloaded without a restart.
     */
    public void setKeytab(String keytab) {
        attributes().put(Attribute.KEYTAB, keytab);
    }

    /**
     * The account whose password {@link #setPasswordFile} names, with its realm: {@code svc-portal@EXAMPLE.COM}, or {@code
     * PORTAL$@EXAMPLE.COM} of a computer, in the case that the domain has it.
     */
    public void setAccount(String account) {
        attributes().put(Attribute.ACCOUNT, account);
    }

    /** The file with the password of {@link #setAccount}, instead of a keytab or together with one. */
    public void setPasswordFile(String passwordFile) {
        attributes().put(Attribute.PASSWORD_FILE, passwordFile);
    }

    /** What the domain mixes into the keys of {@link #setAccount}, if it is not Active Directory's salt. */
    public void setSalt(String salt) {
        attributes().put(Attribute.SALT, salt);
    }

    /**
     * Which requests need a sign-in: {@code auto} (all, unless a constraint of the application's own asks for a
     * sign-in), {@code constraints} (what the application's constraints say), {@code all}.
     */
    public void setProtect(String protect) {
        attributes().put(Attribute.PROTECT, protect);
    }

    /**
     * The ways to sign in that clients are offered, in this order: {@code kerberos}, which is the only one so far.
     */
    public void setMechanisms(String mechanisms) {
        attributes().put(Attribute.MECHANISMS, mechanisms);
    }

    /** How far the clocks of clients and KDC may be from this server's, in seconds: 300 unless set otherwise. */
    public void setClockSkew(String clockSkew) {
        attributes().put(Attribute.CLOCK_SKEW, clockSkew);
    }

    /**
     * The encryption types of tickets and session keys that are accepted, separated by spaces or commas: all AES types
     * unless set otherwise; {@code rc4-hmac} only if it is named.
     */
    public void setEncryptionTypes(String encryptionTypes) {
        attributes().put(Attribute.ENCRYPTION_TYPES, encryptionTypes);
    }

    /**
     * The service names whose tickets are accepted, separated by spaces or commas: those of the keytab unless set
     * otherwise; {@code *} for any name that opens with one of its keys. It does not separate names that share a key.
     */
    public void setSpn(String spn) {
        attributes().put(Attribute.SPN, spn);
    }

    /**
     * Realms in addition to the key's own whose users are accepted, and through which their tickets may come, separated
     * by spaces or commas: whatever the KDC trusts unless set otherwise. {@code PARTNER.COM>EXAMPLE.COM} lets the keys of
     * PARTNER.COM vouch for users of EXAMPLE.COM, which no keys of another realm do unless set so.
     */
    public void setTrustedRealms(String trustedRealms) {
        attributes().put(Attribute.TRUSTED_REALMS, trustedRealms);
    }

    /**
     * Users other than root and the one that Tomcat runs as who may own the key files and the directories above them, separated
     * by spaces or commas: none unless set otherwise.
     */
    public void setTrustedKeyOwners(String trustedKeyOwners) {
        attributes().put(Attribute.TRUSTED_KEY_OWNERS, trustedKeyOwners);
    }

    /**
     * How long a service ticket of the domain can live, in seconds: 36000 unless set otherwise. After a change of {@link
     * #setPasswordFile} the previous password's keys are kept for this long, so that tickets from before still work.
     */
    public void setTicketLifetime(String ticketLifetime) {
        attributes().put(Attribute.TICKET_LIFETIME, ticketLifetime);
    }

    /**
     * The file that holds the memory of accepted requests over a restart of Tomcat, or {@code none}; a relative path is one
     * below {@code catalina.base}. {@code work/gatehouse-replay} unless set otherwise.
     */
    public void setReplayFile(String replayFile) {
        attributes().put(Attribute.REPLAY_FILE, replayFile);
    }

    /**
     * What becomes of a ticket whose PAC does not describe the user: {@code accept-without-groups} unless set otherwise, or
     * {@code refuse}.
     */
    public void setPacAbsent(String pacAbsent) {
        attributes().put(UserAttributes.PAC_ABSENT, pacAbsent);
    }

    /**
     * Which SIDs are believed of the users of a realm, separated by spaces or commas: {@code PARTNER.COM=forest}, {@code
     * PARTNER.COM=quarantined:S-1-5-21-1-2-3}. The realm of the keys is {@code member} unless set otherwise, and every other
     * one {@code quarantined}. {@code report} counts what would be dropped, and keeps it.
     */
    public void setSidFilter(String sidFilter) {
        attributes().put(UserAttributes.SID_FILTER, sidFilter);
    }

    /**
     * What applications are told as the user name: {@code principal} unless set otherwise; {@code upn}; {@code sam} and the
     * realms whose users get the short name; {@code domain-sam} and the NetBIOS names of other realms.
     */
    public void setUserNameFormat(String userNameFormat) {
        attributes().put(UserAttributes.USER_NAME_FORMAT, userNameFormat);
    }

    /** The case of the user name: {@code as-issued} unless set otherwise, or {@code lower}. */
    public void setUserNameCase(String userNameCase) {
        attributes().put(UserAttributes.USER_NAME_CASE, userNameCase);
    }

    /** The file that gives groups the names of roles; a relative path is one below {@code catalina.base}. */
    public void setRoles(String roles) {
        attributes().put(UserAttributes.ROLES, roles);
    }

    /** Whether Tomcat's own realm adds roles to a user, whom it finds by the full name: false unless set otherwise. */
    public void setRolesFromRealm(String rolesFromRealm) {
        attributes().put(UserAttributes.ROLES_FROM_REALM, rolesFromRealm);
    }

    /** Whether a session needs another sign-in once the user's ticket has ended: true unless set otherwise. */
    public void setSessionBoundToTicket(String sessionBoundToTicket) {
        attributes().put(UserAttributes.SESSION_BOUND_TO_TICKET, sessionBoundToTicket);
    }

    /** Whether a sign-in creates a session: true unless set otherwise. */
    public void setAlwaysUseSession(String value) {
        inherited.flag("alwaysUseSession", value, this::setAlwaysUseSession);
    }

    /** Whether the session remembers the user: true unless set otherwise. */
    public void setCache(String value) {
        inherited.flag("cache", value, this::setCache);
    }

    /** Whether a session from before the sign-in gets another id: true unless set otherwise. */
    public void setChangeSessionIdOnAuthentication(String value) {
        inherited.flag("changeSessionIdOnAuthentication", value, this::setChangeSessionIdOnAuthentication);
    }

    /** Whether protected responses are kept out of shared caches: true unless set otherwise. */
    public void setDisableProxyCaching(String value) {
        inherited.flag("disableProxyCaching", value, this::setDisableProxyCaching);
    }

    /** Whether that is done by headers for old browsers: false unless set otherwise. */
    public void setSecurePagesWithPragma(String value) {
        inherited.flag("securePagesWithPragma", value, this::setSecurePagesWithPragma);
    }

    /** Whether a proxy is told the user's name: false unless set otherwise. */
    public void setSendAuthInfoResponseHeaders(String value) {
        inherited.flag("sendAuthInfoResponseHeaders", value, this::setSendAuthInfoResponseHeaders);
    }

    @Override
    public void setAllowCorsPreflight(String value) {
        inherited.choice("allowCorsPreflight", value, super::setAllowCorsPreflight);
    }

    @Override
    public void setSsoReauthenticationMode(String value) {
        inherited.choice("ssoReauthenticationMode", value, super::setSsoReauthenticationMode);
    }

    /**
     * Called by Tomcat for an attribute that has no setter. The valve will not start with it.
     *
     * @param value is not looked at: it might be a secret
     * @return true: Tomcat would log name and value otherwise
     */
    public boolean setProperty(String name, String value) {
        unknownAttributes.add(name);
        return true;
    }

    /**
     * Takes any container. Tomcat's own authenticators throw an exception for another one than a context, whereupon Tomcat
     * prints two stack traces and does not start; here the start of the valve says in one line what is wrong.
     */
    @Override
    public void setContainer(Container container) {
        if (container == null || container instanceof Context) {
            super.setContainer(container);
        } else {
            this.container = container;
        }
    }

    @Override
    public Container getContainer() {
        return container;
    }

    /** What is wrong, if the valve is outside of a context. It can do nothing there but keep everybody out. */
    final Optional<Failure> misplaced() {
        Container place = getContainer();
        return place instanceof Context
                ? Optional.empty()
                : Optional.of(new Failure(
                        FailureCode.NOT_IN_A_CONTEXT,
                        "the valve is in " + place.getClass().getSimpleName() + " \"" + place.getName()
                                + "\", where it cannot work: every request there gets 503.",
                        "Move the <Valve> into a <Context>: the application's META-INF/context.xml, or conf/context.xml"
                                + " for all applications."));
    }

    /**
     * The configuration and the settings that it makes; nothing, if the application must not start. Each problem is then one
     * line of the log. No exception follows, with which Tomcat would print fifty lines more: Tomcat looks whether the context
     * is configured right after its valves have started ({@code StandardContext.startInternal} of 10.1 and 11), and starts
     * nothing of an application that is not.
     */
    final Optional<ConfigurationFiles.Reading> configured(Problems problems, Log log) {
        inherited.problems().forEach(problems::add);
        ConfigurationFiles files =
                new ConfigurationFiles(attributes(), unknownAttributes, new BaseFiles(context.getCatalinaBase()));
        Optional<ConfigurationFiles.Reading> reading = Optional.empty();
        try {
            reading = Optional.of(files.read());
        } catch (SettingsException e) {
            e.problems().forEach(problems::add);
        }
        reading.ifPresent(read ->
                replayPath(read.settings()).check(read.content().byPath().keySet(), problems));
        reading.filter(read -> read.settings().fallback().kind() == FallbackKind.FORM)
                .flatMap(read -> FormPages.problem(context))
                .ifPresent(problems::add);
        if (problems.isEmpty()) {
            return reading;
        }
        reading.ifPresent(read -> read.settings().close());
        for (Failure problem : problems.list()) {
            log.error(problem);
        }
        context.setConfigured(false);
        return Optional.empty();
    }

    /** Where the memory of accepted requests is to be; empty if on the heap. */
    final Optional<Path> replayFile(Settings settings) {
        return replayPath(settings).path();
    }

    private ReplayPath replayPath(Settings settings) {
        return new ReplayPath(context.getCatalinaBase(), settings.replayFile());
    }
}
