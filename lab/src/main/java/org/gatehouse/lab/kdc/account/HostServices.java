package org.gatehouse.lab.kdc.account;

import java.util.Locale;
import java.util.Set;

/**
 * The service classes for which HOST stands: the default of Active Directory's {@code sPNMappings}.
 * {@code HTTP/ws1.example.com} is thus served by the owner of {@code HOST/ws1.example.com}, unless somebody owns it.
 */
public final class HostServices {
    private static final Set<String> CLASSES = Set.of(
            "alerter",
            "appmgmt",
            "browser",
            "cifs",
            "cisvc",
            "clipsrv",
            "dcom",
            "dhcp",
            "dmserver",
            "dns",
            "dnscache",
            "eventlog",
            "eventsystem",
            "fax",
            "http",
            "ias",
            "iisadmin",
            "mcsvc",
            "messenger",
            "msdtc",
            "msiserver",
            "netdde",
            "netddedsm",
            "netlogon",
            "netman",
            "nmagent",
            "oakley",
            "plugplay",
            "policyagent",
            "protectedstorage",
            "rasman",
            "remoteaccess",
            "replicator",
            "rpc",
            "rpclocator",
            "rpcss",
            "rsvp",
            "samss",
            "scardsvr",
            "scesrv",
            "schedule",
            "scm",
            "seclogon",
            "snmp",
            "spooler",
            "tapisrv",
            "time",
            "trksvr",
            "trkwks",
            "ups",
            "w3svc",
            "wins",
            "www");

    private HostServices() {}

    public static boolean include(String serviceClass) {
        return CLASSES.contains(serviceClass.toLowerCase(Locale.ROOT));
    }
}
