package org.gatehouse.lab.kdc.keytab;

import org.gatehouse.lab.kdc.crypto.AccountKeys;

/**
 * A name in a keytab with all the keys of its account.
 *
 * @param realm {@code LAB.LOCALHOST}
 * @param name without realm: {@code HTTP/portal.lab.localhost}, {@code alice}
 */
public record KeytabPrincipal(String realm, String name, AccountKeys keys) {}
