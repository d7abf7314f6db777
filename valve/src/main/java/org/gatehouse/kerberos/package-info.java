/**
 * The acceptor of Kerberos 5 (RFC 4120) inside GSS-API (RFC 4121): keytab, AP-REQ, AP-REP, replay cache, KRB-ERROR. Its
 * input is hostile until the ticket has opened with one of our keys and the authenticator with the ticket's.
 */
@NullMarked
package org.gatehouse.kerberos;

import org.jspecify.annotations.NullMarked;
