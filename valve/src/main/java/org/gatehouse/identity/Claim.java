package org.gatehouse.identity;

/**
 * A claim: what a domain says about a user or a computer, beyond the groups.
 *
 * @param id for example {@code ad://ext/department:88d5d9085ea5c0c0}. Active Directory makes it when an administrator
 *     creates the claim type
 */
public record Claim(String id, ClaimSource source, ClaimValues values) {}
