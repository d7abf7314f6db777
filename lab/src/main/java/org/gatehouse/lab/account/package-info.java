/** Accounts as Active Directory has them, and the one question a KDC asks a directory. */
@NullMarked
package org.gatehouse.lab.account;

import org.jspecify.annotations.NullMarked;
