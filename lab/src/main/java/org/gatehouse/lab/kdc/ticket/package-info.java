/** Tickets and replies: flags and times by policy, the encrypted parts, the message around them. */
@NullMarked
package org.gatehouse.lab.kdc.ticket;

import org.jspecify.annotations.NullMarked;
