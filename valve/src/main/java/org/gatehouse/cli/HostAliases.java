package org.gatehouse.cli;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The services for which the SPN {@code HOST/x} stands as long as nobody owns their own: what {@code sPNMappings}
 * holds in a new domain. An administrator can change it.
 */
final class HostAliases {
    private static final Set<String> SERVICES =
            Set.copyOf(List.of(("alerter appmgmt browser cifs cisvc clipsrv dcom dhcp"
                            + " dmserver dns dnscache eventlog eventsystem fax http ias iisadmin mcsvc messenger msdtc msiserver"
                            + " netdde netddedsm netlogon netman nmagent oakley plugplay policyagent protectedstorage rasman"
                            + " remoteaccess replicator rpc rpclocator rpcss rsvp samss scardsvr scesrv schedule scm seclogon"
                            + " snmp spooler tapisrv time trksvr trkwks ups w3svc wins www")
                    .split(" ")));

    private HostAliases() {}

    static boolean include(String service) {
        return SERVICES.contains(service.toLowerCase(Locale.ROOT));
    }

    static int count() {
        return SERVICES.size();
    }
}
