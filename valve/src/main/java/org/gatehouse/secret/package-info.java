/**
 * Secrets as types: redacted when printed, compared in constant time, wiped when closed. Code that makes one closes it, or
 * hands it to an owner that is closed itself. The tests hold that: a {@code SecretWatch} on their class path is told of every
 * secret, and a test fails that leaves one open.
 */
@NullMarked
package org.gatehouse.secret;

import org.jspecify.annotations.NullMarked;
