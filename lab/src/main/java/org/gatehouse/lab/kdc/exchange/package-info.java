/**
 * The exchanges of RFC 4120, from the bytes of a request to the bytes of its answer: pre-authentication, the AP-REQ in a
 * TGS-REQ, replays, and the decision for whom and for what there is a ticket.
 */
@NullMarked
package org.gatehouse.lab.kdc.exchange;

import org.jspecify.annotations.NullMarked;
