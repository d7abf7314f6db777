/**
 * What proxies say of a request ({@code Forwarded} of RFC 7239, and the {@code X-Forwarded-} headers from before it), and how
 * much of it is believed. Pure. Its input is hostile: every client can send these headers.
 */
@NullMarked
package org.gatehouse.http.forwarded;

import org.jspecify.annotations.NullMarked;
