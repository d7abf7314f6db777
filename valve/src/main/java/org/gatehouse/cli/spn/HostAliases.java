package org.gatehouse.cli.spn;

import java.util.List;
import java.util.Set;
import org.gatehouse.text.AsciiCase;

/**
 * The services for which the SPN {@code HOST/x} stands as long as no account has their own: what {@code sPNMappings}
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
        return SERVICES.contains(AsciiCase.fold(service));
    }

    static int count() {
        return SERVICES.size();
    }
}
