/**
 * What each HTTP scheme leads to: Negotiate joined from SPNEGO and its mechanisms, with one outcome; and what a client has
 * sent, by name. Its input is hostile.
 */
@NullMarked
package org.gatehouse.negotiate;

import org.jspecify.annotations.NullMarked;
