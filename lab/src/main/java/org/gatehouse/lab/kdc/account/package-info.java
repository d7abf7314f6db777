/** From the names in a request to accounts of the realm and their keys, and whether such an account may sign in. */
@NullMarked
package org.gatehouse.lab.kdc.account;

import org.jspecify.annotations.NullMarked;
