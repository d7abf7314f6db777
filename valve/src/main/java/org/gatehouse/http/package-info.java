/**
 * The grammar of HTTP's authentication (RFC 9110 §11, RFC 4559, RFC 7617): credentials by scheme, and the challenges that
 * ask for them. Knows no server. Its input is hostile.
 */
@NullMarked
package org.gatehouse.http;

import org.jspecify.annotations.NullMarked;
