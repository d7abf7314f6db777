/**
 * What a client may see, search and change over LDAP. These are ApacheDS interceptors and filters, which hold for every
 * connection alike.
 */
@NullMarked
package org.gatehouse.lab.directory.rights;

import org.jspecify.annotations.NullMarked;
