package org.gatehouse.lab.account;

/**
 * What a domain is called by Windows.
 *
 * @param netBiosName {@code LAB}
 * @param dnsName {@code lab.localhost}
 * @param sid of the domain; an account's is longer by its RID
 */
public record DomainIdentity(String netBiosName, String dnsName, DomainSid sid) {}
