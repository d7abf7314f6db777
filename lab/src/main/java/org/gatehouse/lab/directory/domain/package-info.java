/**
 * A running domain: its accounts as KDC and portal ask for them, and what an administrator changes, in process or over LDAP.
 */
@NullMarked
package org.gatehouse.lab.directory.domain;

import org.jspecify.annotations.NullMarked;
