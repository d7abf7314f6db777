/** What a KDC decides by: the realm, its Kerberos policy, and the moment at which both are looked at. */
@NullMarked
package org.gatehouse.lab.kdc.policy;

import org.jspecify.annotations.NullMarked;
