package org.gatehouse.kerberos;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatehouse.text.AsciiCase;

/**
 * The name of a service on a host, as administrators write it: {@code service/host[:port][/name][@REALM]}, the form of
 * Active Directory's SPNs with a realm. It has letters, digits and a few signs, so that it can be put into a command.
 *
 * @param host a DNS name or its first label; also an IPv4 address, which is none but has the same letters
 * @param name the third part, as domain controllers have it
 */
public record ServiceName(
        String service, String host, OptionalInt port, Optional<String> name, Optional<String> realm) {
    public static final String HTTP = "HTTP";
    /** The name that a computer has for all of its services. */
    public static final String HOST = "HOST";

    public static final int MAX_PORT = 0xffff;
    /** RFC 1035 §2.3.4. */
    public static final int MAX_HOST_LENGTH = 253;

    /** KRB_NT_SRV_INST (RFC 4120 §6.2). */
    private static final int NT_SRV_INST = 2;

    private static final String LABEL = "[A-Za-z0-9_][A-Za-z0-9_-]{0,62}";
    private static final String WORD = "[A-Za-z0-9][A-Za-z0-9._-]";
    private static final Pattern SERVICE = Pattern.compile(WORD + "{0,63}");
    private static final Pattern DNS_NAME = Pattern.compile(LABEL + "(\\." + LABEL + ")*");
    private static final Pattern REALM = Pattern.compile(WORD + "{0,252}");
    private static final Pattern PORT = Pattern.compile("[1-9][0-9]{0,4}");
    /** Where the parts are; what they hold is compared with the patterns above. */
    private static final Pattern FORM =
            Pattern.compile("([^/:@]*)/([^/:@]*)(?::([^/:@]*))?(?:/([^/:@]*))?(?:@([^/:@]*))?");

    /**
     * Reads a name.
     *
     * @return empty if it has another form, or other characters
     */
    public static Optional<ServiceName> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        Optional<String> port = Optional.ofNullable(form.group(3));
        Optional<String> name = Optional.ofNullable(form.group(4));
        Optional<String> realm = Optional.ofNullable(form.group(5));
        boolean right = isService(form.group(1))
                && isHost(form.group(2))
                && port.map(ServiceName::isPort).orElse(true)
                && name.map(ServiceName::isRealm).orElse(true) // a domain, a realm or the like
                && realm.map(ServiceName::isRealm).orElse(true);
        return right
                ? Optional.of(new ServiceName(
                        form.group(1),
                        form.group(2),
                        port.map(it -> OptionalInt.of(Integer.parseInt(it))).orElse(OptionalInt.empty()),
                        name,
                        realm))
                : Optional.empty();
    }

    public static boolean isService(String text) {
        return SERVICE.matcher(text).matches();
    }

    public static boolean isHost(String text) {
        return text.length() <= MAX_HOST_LENGTH && DNS_NAME.matcher(text).matches();
    }

    public static boolean isPort(String text) {
        return PORT.matcher(text).matches() && Integer.parseInt(text) <= MAX_PORT;
    }

    public static boolean isRealm(String text) {
        return REALM.matcher(text).matches();
    }

    /**
     * Active Directory lets the SPN {@code HOST/x} stand for {@code HTTP/x} as long as no account owns the latter, so the
     * key of the one serves tickets for the other.
     *
     * @param folded a name as {@link PrincipalName#foldedCase} writes it
     * @return the name that stands for it
     */
    public static Optional<String> alias(String folded) {
        String http = AsciiCase.fold(HTTP) + "/";
        return folded.startsWith(http)
                ? Optional.of(AsciiCase.fold(HOST) + "/" + folded.substring(http.length()))
                : Optional.empty();
    }

    public boolean isHttp() {
        return AsciiCase.isSame(service, HTTP);
    }

    public boolean isHost() {
        return AsciiCase.isSame(service, HOST);
    }

    /** For comparisons: names and realms of Active Directory have no case. */
    public String foldedCase() {
        return AsciiCase.fold(toString());
    }

    /** The name that tickets have. */
    public PrincipalName principal() {
        List<String> components =
                new ArrayList<>(List.of(service, host + (port.isPresent() ? ":" + port.getAsInt() : "")));
        name.ifPresent(components::add);
        return new PrincipalName(NT_SRV_INST, components);
    }

    /** Without the realm. */
    public String spn() {
        return principal().toString();
    }

    /** As it was written. */
    @Override
    public String toString() {
        return spn() + realm.map(it -> "@" + it).orElse("");
    }
}
