package org.gatehouse.valve;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.catalina.Context;
import org.apache.catalina.Host;
import org.apache.catalina.connector.Connector;
import org.gatehouse.conditions.address.IpAddress;
import org.gatehouse.text.AsciiCase;
import org.gatehouse.text.BoundedList;

/** Names by which clients come and for which there is no key: browsers that are asked there get no ticket. */
final class KeylessHosts {
    private KeylessHosts() {}

    /**
     * The names of Tomcat's host, and those that connectors tell applications, without those of the keytab.
     *
     * @param keytabHosts in lower case
     */
    static List<String> of(Context context, Connector[] connectors, Set<String> keytabHosts) {
        Stream<String> ofHost = context.getParent() instanceof Host host
                ? Stream.concat(Stream.of(host.getName()), Arrays.stream(host.findAliases()))
                : Stream.empty();
        Stream<String> ofConnectors =
                Arrays.stream(connectors).map(Connector::getProxyName).filter(Objects::nonNull);
        return Stream.concat(ofHost, ofConnectors)
                .map(AsciiCase::fold)
                .filter(name -> !keytabHosts.contains(name) && needsKey(name))
                .distinct()
                .sorted()
                .toList();
    }

    /** Browsers ask no KDC for these; a star stands for names that nobody has listed. */
    private static boolean needsKey(String name) {
        String address = name.startsWith("[") && name.endsWith("]") ? name.substring(1, name.length() - 1) : name;
        return !name.isEmpty()
                && !name.equals("localhost")
                && !name.startsWith("*")
                && IpAddress.parse(address).isEmpty();
    }

    /** One line for the log. */
    static String note(List<String> names) {
        return "Gatehouse: the keytab has no key for "
                + BoundedList.of(names)
                + (names.size() == 1 ? ", a name" : ", names")
                + " by which clients may come. Browsers get no ticket there, and may show a password box. Add"
                + " the SPN HTTP/" + names.get(0) + " and export the keytab again, or write hosts=\"keytab\" in the"
                + " file of conditions.";
    }
}
