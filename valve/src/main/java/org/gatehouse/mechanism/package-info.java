/**
 * What every sign-on mechanism has in common: the port that it implements, the outcome of one token, and the framing of
 * a first token (RFC 2743 §3.1).
 */
@NullMarked
package org.gatehouse.mechanism;

import org.jspecify.annotations.NullMarked;
