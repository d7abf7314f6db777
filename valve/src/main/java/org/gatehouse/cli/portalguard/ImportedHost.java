package org.gatehouse.cli.portalguard;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatehouse.text.Printable;

/** The host in an SPN. PortalGuard compares the name of the server, and so do the conditions: without service class and port. */
final class ImportedHost {
    private static final Pattern SPN = Pattern.compile("(?:(?<service>[A-Za-z0-9]+)/)?"
            + "(?<host>[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,251}[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]+])"
            + "(?::[0-9]{1,5})?(?:/[^/@]*)?(?:@[^/@]*)?");

    private ImportedHost() {}

    static ImportedEntry of(String entry) {
        Matcher spn = SPN.matcher(entry);
        if (!spn.matches()) {
            return ImportedEntry.leftOut("is not the SPN of a host and is left out");
        }
        String service = spn.group("service");
        String host = spn.group("host");
        if (service != null && !isWeb(service.toUpperCase(Locale.ROOT))) {
            return ImportedEntry.leftOut("is not the SPN of a web server and is left out");
        }
        return entry.equals(host)
                ? ImportedEntry.kept(host)
                : ImportedEntry.changed(
                        host,
                        "becomes " + Printable.quoted(host) + ": hosts are compared without service class and port");
    }

    /** In Active Directory, HOST stands for HTTP too. */
    private static boolean isWeb(String service) {
        return service.equals("HTTP") || service.equals("HTTPS") || service.equals("HOST");
    }
}
