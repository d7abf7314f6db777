/**
 * GSS-API as every mechanism sees it: the framing of a first token (RFC 2743 §3.1), the identifiers of mechanisms, the
 * client, and the signatures of an established context.
 */
@NullMarked
package org.gatehouse.gss;

import org.jspecify.annotations.NullMarked;
