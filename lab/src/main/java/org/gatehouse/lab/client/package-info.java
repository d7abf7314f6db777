/**
 * What a person or a test does at a computer of the lab's domain: MIT's programs and curl, run with the lab's krb5.conf and a
 * ticket cache of their own, and the JDK's Kerberos client in this JVM. What they say is not trusted to be short or to end.
 */
@NullMarked
package org.gatehouse.lab.client;

import org.jspecify.annotations.NullMarked;
