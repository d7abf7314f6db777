/** Accounts and domains as Active Directory has them, and what a KDC asks of a directory. */
@NullMarked
package org.gatehouse.lab.account;

import org.jspecify.annotations.NullMarked;
