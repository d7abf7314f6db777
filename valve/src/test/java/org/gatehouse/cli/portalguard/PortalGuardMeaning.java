package org.gatehouse.cli.portalguard;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.gatehouse.conditions.RequestFacts;

/**
 * What PortalGuard's lists say about a request, asked one entry after the other.
 *
 * @param hosts empty if the list is not there
 * @param allowed of IPv4, with stars; empty means not specified
 * @param denied of IPv4, with stars; empty means not specified
 * @param urls with stars and question marks; empty means not specified
 * @param browsers empty if the list is not there
 */
record PortalGuardMeaning(
        boolean disabled,
        Optional<List<String>> hosts,
        List<String> allowed,
        List<String> denied,
        List<String> urls,
        Optional<List<String>> browsers) {
    boolean asks(RequestFacts request) {
        if (disabled || request.cookies().apply("PstarNoKerberos").contains("1")) {
            return false;
        }
        boolean isV6 = request.address().contains(":");
        if (!isV6 && !allowed.isEmpty() && allowed.stream().noneMatch(it -> isIn(request.address(), it))) {
            return false;
        }
        if (!isV6 && denied.stream().anyMatch(it -> isIn(request.address(), it))) {
            return false;
        }
        if (hosts.isPresent() && hosts.get().stream().noneMatch(request.host()::equalsIgnoreCase)) {
            return false;
        }
        if (urls.stream().anyMatch(it -> fits(request.url(), it))) {
            return false;
        }
        String browser = request.userAgent().toLowerCase(Locale.ROOT);
        return browsers.isEmpty()
                || browsers.get().stream().anyMatch(it -> browser.contains(it.toLowerCase(Locale.ROOT)));
    }

    private static boolean isIn(String address, String wildcard) {
        String[] octets = address.split("[.]", -1);
        String[] wanted = wildcard.split("[.]", -1);
        for (int i = 0; i < octets.length; i++) {
            if (!wanted[i].equals("*") && !wanted[i].equals(octets[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean fits(String text, String wildcard) {
        if (wildcard.isEmpty()) {
            return text.isEmpty();
        }
        String rest = wildcard.substring(1);
        if (wildcard.charAt(0) == '*') {
            return fits(text, rest) || (!text.isEmpty() && fits(text.substring(1), wildcard));
        }
        return !text.isEmpty()
                && (wildcard.charAt(0) == '?' || wildcard.charAt(0) == text.charAt(0))
                && fits(text.substring(1), rest);
    }

    /** As a configuration file with attributes, or with an element for each entry. */
    String xml(boolean asElements) {
        StringBuilder attributes = new StringBuilder(" disabled='" + disabled + "'");
        StringBuilder elements = new StringBuilder();
        hosts.ifPresent(list -> write("SPNs", list, asElements ? elements : attributes, asElements));
        write("IPWhiteList", allowed, asElements ? elements : attributes, asElements);
        write("IPBlackList", denied, asElements ? elements : attributes, asElements);
        write("URLBlackList", urls, asElements ? elements : attributes, asElements);
        browsers.ifPresent(list -> write("BrowserWhiteList", list, asElements ? elements : attributes, asElements));
        return "<configuration><SSOConditions" + attributes + ">" + elements + "</SSOConditions></configuration>";
    }

    private static void write(String name, List<String> entries, StringBuilder to, boolean asElements) {
        if (asElements) {
            to.append('<').append(name).append('>');
            entries.forEach(entry -> to.append("<add value='")
                    .append(entry.replace("&", "&amp;"))
                    .append("'/>"));
            to.append("</").append(name).append('>');
        } else {
            to.append(' ')
                    .append(name)
                    .append("='")
                    .append(String.join(";", entries).replace("&", "&amp;"))
                    .append('\'');
        }
    }
}
